"""Your bend is at 1, whatever delta is. Use the argument."""

# diagnosis: none

import torch
from torch import Tensor


def huber(prediction: Tensor, target: Tensor, delta: float) -> Tensor:
    error = (prediction - target).abs()
    return torch.where(error <= 1, error**2 / 2, error - 0.5).mean()
