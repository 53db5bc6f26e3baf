"""`torch.randn` draws from a bell curve around 0, which goes below 0 and above 1. `torch.rand` spreads evenly."""

# diagnosis: none

import torch
from torch import Tensor


def rgb_image(height: int, width: int) -> Tensor:
    return torch.randn(3, height, width)
