"""The values are right, but the slope of rounding is zero. Add the rounding to x as a constant."""
# diagnosis: zero_gradient

import torch
from torch import Tensor


def round_through(x: Tensor) -> Tensor:
    return torch.round(x)
