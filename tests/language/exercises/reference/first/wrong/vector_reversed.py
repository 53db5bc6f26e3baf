"""The order: from the last to the first."""

import torch
from torch import Tensor


def vector() -> Tensor:
    return torch.tensor([3, 2, 1])
