"""The shape: all four numbers are in one row."""

import torch
from torch import Tensor


def matrix() -> Tensor:
    return torch.tensor([1, 2, 3, 4])
