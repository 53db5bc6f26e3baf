"""The numbers are drawn once, when the file is loaded, so that every call shows the same. Draw inside the function."""

# diagnosis: none

import torch
from torch import Tensor

NOISE = torch.rand(2_000_000)


def video(batch: int, channels: int, frames: int, height: int, width: int) -> Tensor:
    size = batch * channels * frames * height * width
    return NOISE[:size].reshape(batch, channels, frames, height, width)
