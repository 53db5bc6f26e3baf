"""You return one loss for each element. A loss is a single number: finish with `.mean()`."""

# diagnosis: not_reduced

import torch
from torch import Tensor


def huber(prediction: Tensor, target: Tensor, delta: float) -> Tensor:
    error = (prediction - target).abs()
    return torch.where(error <= delta, error**2 / 2, delta * (error - delta / 2))
