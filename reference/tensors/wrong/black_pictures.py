"""Every number is zero. The pictures are to be random and new in each call: `torch.rand`."""

# diagnosis: never_filled

import torch
from torch import Tensor


def image_batch(batch: int, channels: int, height: int, width: int) -> Tensor:
    return torch.zeros(batch, channels, height, width)
