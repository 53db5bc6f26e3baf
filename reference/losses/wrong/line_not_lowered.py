"""Your straight line does not begin where the parabola ends. Subtract delta / 2 from |e|."""

# diagnosis: none

import torch
from torch import Tensor


def huber(prediction: Tensor, target: Tensor, delta: float) -> Tensor:
    error = (prediction - target).abs()
    return torch.where(error <= delta, error**2 / 2, delta * error).mean()
