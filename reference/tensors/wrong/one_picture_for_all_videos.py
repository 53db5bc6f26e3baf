"""You show one and the same picture in all videos. Each has its own: the drawn tensor needs `batch` in front."""

# diagnosis: none

import torch
from torch import Tensor


def video(batch: int, channels: int, frames: int, height: int, width: int) -> Tensor:
    return torch.rand(channels, 1, height, width).expand(batch, channels, frames, height, width)
