"""The values are right, but the slope of rounding is zero, so nothing behind it can learn. Add the rounding as a
constant to x.
"""
# diagnosis: zero_gradient

import torch
from torch import Tensor


def round_through(x: Tensor) -> Tensor:
    return torch.round(x)
