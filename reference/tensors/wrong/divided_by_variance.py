"""You divide by the variance. The standard deviation is its root: `std`."""

# diagnosis: none

import torch
from torch import Tensor


def standardise(images: Tensor) -> Tensor:
    mean = images.mean(dim=(0, 2, 3), keepdim=True)
    return (images - mean) / images.var(dim=(0, 2, 3), correction=0, keepdim=True)
