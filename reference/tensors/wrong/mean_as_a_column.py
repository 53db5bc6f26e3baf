"""You keep the reduced dimension. Leave out `keepdim=True`: the result has the shape (batch,)."""

# diagnosis: extra_dimension

import torch
from torch import Tensor


def masked_mean(x: Tensor, mask: Tensor) -> Tensor:
    count = mask.sum(dim=1, keepdim=True).clamp(min=1)
    return (x * mask).sum(dim=1, keepdim=True) / count
