"""You converted to floats, but they still go up to 255. Divide by 255."""

# diagnosis: none

import torch
from torch import Tensor


def thumbnails(photos: Tensor) -> Tensor:
    return photos[:, ::2, ::2].permute(0, 3, 1, 2).float()
