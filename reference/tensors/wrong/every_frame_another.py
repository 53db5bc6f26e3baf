"""You draw each frame for itself, so everything moves. Draw one frame for each video, and repeat it along time."""

# diagnosis: none

import torch
from torch import Tensor


def video(batch: int, channels: int, frames: int, height: int, width: int) -> Tensor:
    return torch.rand(batch, channels, frames, height, width)
