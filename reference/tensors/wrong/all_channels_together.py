"""You use one mean and one standard deviation for everything. Each channel has its own: `dim=(0, 2, 3)`."""

# diagnosis: none

import torch
from torch import Tensor


def standardise(images: Tensor) -> Tensor:
    return (images - images.mean()) / images.std(correction=0)
