"""You subtract point i of b from point i of a only. Every point of a meets every point of b: `a[:, None] - b`."""

# diagnosis: broadcast_sizes

import torch
from torch import Tensor


def distances(a: Tensor, b: Tensor) -> Tensor:
    return (a - b).square().sum(dim=-1).sqrt()
