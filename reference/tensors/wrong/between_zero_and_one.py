"""Your numbers go from 0 to 1. Spread them twice as wide, then subtract 1."""

# diagnosis: none

import torch
from torch import Tensor


def image_batch(batch: int, channels: int, height: int, width: int) -> Tensor:
    return torch.rand(batch, channels, height, width)
