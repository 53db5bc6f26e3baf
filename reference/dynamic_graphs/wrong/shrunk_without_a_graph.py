"""Under `no_grad` the loop leaves no graph, so no gradient reaches x. Let autograd record the turns."""
# diagnosis: graph_cut

import torch
from torch import Tensor


def halve(x: Tensor, bound: float) -> tuple[Tensor, int]:
    turns = 0
    with torch.no_grad():
        while x.norm() > bound:
            x = x / 2
            turns += 1
    return x, turns
