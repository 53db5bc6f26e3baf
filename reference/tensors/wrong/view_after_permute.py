"""You call `.view` after `permute`, when the numbers no longer lie in that order. `.reshape` copies where it must."""

# diagnosis: view_strided

import torch
from torch import Tensor


def patches(picture: Tensor, size: int) -> Tensor:
    channels, height, width = picture.shape
    tiles = picture.reshape(channels, height // size, size, width // size, size)
    return tiles.permute(1, 3, 0, 2, 4).view(-1, channels, size, size)
