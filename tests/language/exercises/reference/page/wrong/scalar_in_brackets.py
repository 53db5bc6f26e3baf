"""The shape: brackets around the number make a vector of one element."""

import torch
from torch import Tensor


def scalar() -> Tensor:
    return torch.tensor([3.14])
