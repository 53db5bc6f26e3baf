"""`torch.arange` leaves its end out, so that your last column is not white. `torch.linspace` includes both ends."""

# diagnosis: none

import torch
from torch import Tensor


def fade(height: int, width: int) -> Tensor:
    return (torch.arange(width) / width).expand(height, width)
