"""`x /= 2` writes into the tensor that you were given. Make a new one: `x = x / 2`."""
# diagnosis: input_changed

import torch
from torch import Tensor


def halve(x: Tensor, bound: float) -> tuple[Tensor, int]:
    turns = 0
    with torch.no_grad():
        while x.norm() > bound:
            x /= 2
            turns += 1
    return x, turns
