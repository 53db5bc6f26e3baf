"""Your rows became columns. Stack them along dim=0, or give the whole list to `torch.tensor`."""

# diagnosis: transposed

import torch
from torch import Tensor


def matrix(rows: list[list[float]]) -> Tensor:
    return torch.stack([torch.tensor(row) for row in rows], dim=1)
