"""`torch.Tensor(2)`, with a capital T, takes the number for a size. `torch.tensor(value)` takes it for the content."""

# diagnosis: uninitialised

import torch
from torch import Tensor


def scalar(value: float) -> Tensor:
    return torch.Tensor(int(value))
