"""You take the mean over the coordinates. A distance adds their squares up: `.sum(dim=-1)`."""

# diagnosis: none

import torch
from torch import Tensor


def distances(a: Tensor, b: Tensor) -> Tensor:
    return (a[:, None] - b).square().mean(dim=-1).sqrt()
