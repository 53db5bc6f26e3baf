"""You standardise each picture for itself. The mean of a channel runs over the batch too: `dim=(0, 2, 3)`."""

# diagnosis: wrong_dimension

import torch
from torch import Tensor


def standardise(images: Tensor) -> Tensor:
    mean = images.mean(dim=(2, 3), keepdim=True)
    std = images.std(dim=(2, 3), correction=0, keepdim=True)
    return (images - mean) / std
