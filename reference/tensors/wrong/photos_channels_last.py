"""You left the channels at the end. Networks want them right behind the batch: `.permute(0, 3, 1, 2)`."""

# diagnosis: axes_permuted

import torch
from torch import Tensor


def thumbnails(photos: Tensor) -> Tensor:
    return photos[:, ::2, ::2] / 255
