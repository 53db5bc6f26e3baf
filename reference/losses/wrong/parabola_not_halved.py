"""Your parabola is e² instead of e² / 2, so that it does not meet the straight line."""

# diagnosis: none

import torch
from torch import Tensor


def huber(prediction: Tensor, target: Tensor, delta: float) -> Tensor:
    error = (prediction - target).abs()
    return torch.where(error <= delta, error**2, delta * (error - delta / 2)).mean()
