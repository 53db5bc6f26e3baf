"""Negative numbers: a hundredth of them comes through."""

import torch
from torch import Tensor


def relu(x: Tensor) -> Tensor:
    return torch.where(x > 0, x, 0.01 * x)
