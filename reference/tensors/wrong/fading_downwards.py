"""You fade from the top to the bottom. The numbers grow along a row, from column to column."""

# diagnosis: none

import torch
from torch import Tensor


def fade(height: int, width: int) -> Tensor:
    return torch.linspace(0, 1, height)[:, None].expand(height, width)
