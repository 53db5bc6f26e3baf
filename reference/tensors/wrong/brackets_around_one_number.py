"""The brackets around `value` make a vector with one element. A scalar has no dimensions: `torch.tensor(value)`."""

# diagnosis: extra_dimension

import torch
from torch import Tensor


def scalar(value: float) -> Tensor:
    return torch.tensor([value])
