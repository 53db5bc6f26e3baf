"""You used `reshape` to move the channels, which leaves all numbers in their old order. `permute` moves dimensions."""

# diagnosis: reshaped

import torch
from torch import Tensor


def thumbnails(photos: Tensor) -> Tensor:
    small = photos[:, ::2, ::2]
    batch, height, width, channels = small.shape
    return small.reshape(batch, channels, height, width) / 255
