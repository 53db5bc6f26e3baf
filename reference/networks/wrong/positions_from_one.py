"""Your first row belongs to position 1. Positions are counted from 0, so the first row has the sines of 0."""

# diagnosis: none

import torch
from torch import Tensor


def positional_encoding(length: int, width: int) -> Tensor:
    angles = torch.arange(1, length + 1).unsqueeze(1) * 10000.0 ** (-torch.arange(0, width, 2) / width)
    return torch.stack((angles.sin(), angles.cos()), dim=-1).flatten(1)
