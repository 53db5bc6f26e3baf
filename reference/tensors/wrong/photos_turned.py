"""You exchanged rows and columns on the way. After batch and channels come height, then width: (0, 3, 1, 2)."""

# diagnosis: axes_permuted

import torch
from torch import Tensor


def thumbnails(photos: Tensor) -> Tensor:
    return photos[:, ::2, ::2].permute(0, 3, 2, 1) / 255
