"""You call `squeeze()`, which drops every dimension of size 1, and so a batch of one. Leave it out."""

# diagnosis: batch_squeezed

import torch
from torch import Tensor


def thumbnails(photos: Tensor) -> Tensor:
    return photos[:, ::2, ::2].permute(0, 3, 1, 2).squeeze() / 255
