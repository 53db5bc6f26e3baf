"""The shape: a batch of pictures, without the frames."""

import torch
from torch import Tensor


def video_batch() -> Tensor:
    return torch.randn(2, 3, 32, 32)
