"""You stop the ball at the wall. It comes back: beyond 1 the number becomes 2 - x."""
# diagnosis: zero_gradient

import torch
from torch import Tensor


def reflect(x: Tensor) -> Tensor:
    return torch.clamp(x, -1, 1)
