"""You keep the smallest: `argsort` begins with them. Sort with `descending=True`, or use `topk`."""

# diagnosis: none

import torch
from torch import Tensor


def keep_largest(x: Tensor, k: int) -> Tensor:
    places = x.argsort(dim=1)[:, :k]
    return torch.zeros_like(x).scatter(1, places, x.gather(1, places))
