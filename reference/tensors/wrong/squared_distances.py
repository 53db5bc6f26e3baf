"""You return the squares of the distances. The root is missing: `.sqrt()`."""

# diagnosis: activation_missing

import torch
from torch import Tensor


def distances(a: Tensor, b: Tensor) -> Tensor:
    return (a[:, None] - b).square().sum(dim=-1)
