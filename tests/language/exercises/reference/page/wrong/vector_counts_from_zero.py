"""The start: `arange` counts from zero unless it is told where to begin."""

import torch
from torch import Tensor


def vector() -> Tensor:
    return torch.arange(3)
