"""You lose the rows: `x[mask]` is one long list of numbers. Reduce along dim=1."""

# diagnosis: none

import torch
from torch import Tensor


def masked_mean(x: Tensor, mask: Tensor) -> Tensor:
    return x[mask].mean()
