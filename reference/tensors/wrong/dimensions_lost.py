"""You reduce without `keepdim=True`, and a tensor of shape (channels,) then meets the width. Keep the dimensions."""

# diagnosis: broadcast_sizes

import torch
from torch import Tensor


def standardise(images: Tensor) -> Tensor:
    dims = (0, 2, 3)
    return (images - images.mean(dim=dims)) / images.std(dim=dims, correction=0)
