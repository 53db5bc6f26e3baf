"""The formula is right, but autograd differentiates it for you. Here the backward is yours: write a Function and
use `apply`.
"""
# diagnosis: forbidden

import torch
from torch import Tensor


def smooth_abs(x: Tensor, c: float) -> Tensor:
    return torch.sqrt(x**2 + c**2)
