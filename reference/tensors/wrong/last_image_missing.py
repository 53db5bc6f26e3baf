"""The last image is missing: `range(n - 1)` already ends before n - 1. Go through all images."""

# diagnosis: end_missing

import torch
from torch import Tensor


def to_batch(images: list[Tensor]) -> Tensor:
    return torch.stack([images[index].expand(3, -1, -1) for index in range(max(1, len(images) - 1))])
