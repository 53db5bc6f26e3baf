"""You let the points of b run along the rows. Element (i, j) belongs to a[i] and b[j]."""

# diagnosis: transposed

import torch
from torch import Tensor


def distances(a: Tensor, b: Tensor) -> Tensor:
    return (b[:, None] - a).square().sum(dim=-1).sqrt()
