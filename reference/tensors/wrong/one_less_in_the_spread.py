"""You divide by one less than the number of values, as `std` does by itself. Say `correction=0`."""

# diagnosis: correction

import torch
from torch import Tensor


def standardise(images: Tensor) -> Tensor:
    mean = images.mean(dim=(0, 2, 3), keepdim=True)
    return (images - mean) / images.std(dim=(0, 2, 3), keepdim=True)
