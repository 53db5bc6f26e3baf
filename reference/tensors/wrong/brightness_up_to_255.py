"""The numbers go up to 255, as in picture files. Here they are spread from 0 to 1: leave the factor out."""

# diagnosis: none

import torch
from torch import Tensor


def video(batch: int, channels: int, frames: int, height: int, width: int) -> Tensor:
    return 255 * torch.rand(batch, channels, frames, height, width)
