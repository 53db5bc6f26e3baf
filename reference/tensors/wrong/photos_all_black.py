"""You divide bytes with `//`, so that everything below 255 becomes 0. `/` gives floats."""

# diagnosis: truncated

import torch
from torch import Tensor


def thumbnails(photos: Tensor) -> Tensor:
    return photos[:, ::2, ::2].permute(0, 3, 1, 2) // 255
