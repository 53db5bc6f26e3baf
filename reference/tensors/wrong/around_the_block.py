"""You add up the absolute differences, as a taxi drives. Square them, add up, and take the root."""

# diagnosis: none

import torch
from torch import Tensor


def distances(a: Tensor, b: Tensor) -> Tensor:
    return (a[:, None] - b).abs().sum(dim=-1)
