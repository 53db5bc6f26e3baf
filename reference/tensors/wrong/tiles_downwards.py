"""You take the tiles from top to bottom. The row of tiles comes first in `permute`: (1, 3, 0, 2, 4)."""

# diagnosis: reordered

import torch
from torch import Tensor


def patches(picture: Tensor, size: int) -> Tensor:
    channels, height, width = picture.shape
    tiles = picture.reshape(channels, height // size, size, width // size, size)
    return tiles.permute(3, 1, 0, 2, 4).reshape(-1, channels, size, size)
