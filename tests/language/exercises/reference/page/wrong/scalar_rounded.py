"""The value: π has more digits than the number that was asked for."""

import torch
from torch import Tensor


def scalar() -> Tensor:
    return torch.tensor(torch.pi)
