"""The source: torch's own softmax does the work."""

import torch
from torch import Tensor


def softmax(x: Tensor, dim: int) -> Tensor:
    return torch.softmax(x, dim)
