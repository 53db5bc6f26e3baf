"""You divide by the full length of a row. Divide by how many numbers count: `mask.sum(dim=1)`."""

# diagnosis: none

import torch
from torch import Tensor


def masked_mean(x: Tensor, mask: Tensor) -> Tensor:
    return (x * mask).mean(dim=1)
