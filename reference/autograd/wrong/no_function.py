"""The formula is right, but autograd finds its slope for you. Write a Function of your own and use `apply`."""
# diagnosis: forbidden

import torch
from torch import Tensor


def smooth_abs(x: Tensor, c: float) -> Tensor:
    return torch.sqrt(x**2 + c**2)
