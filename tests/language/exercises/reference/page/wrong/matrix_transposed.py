"""The order of the axes: rows and columns changed places."""

import torch
from torch import Tensor


def matrix() -> Tensor:
    return torch.tensor([[1, 2], [3, 4]]).T
