"""Frames and channels changed places. The order here is (batch, channels, frames, height, width)."""

# diagnosis: axes_permuted

import torch
from torch import Tensor


def video(batch: int, channels: int, frames: int, height: int, width: int) -> Tensor:
    return torch.rand(batch, frames, channels, height, width)
