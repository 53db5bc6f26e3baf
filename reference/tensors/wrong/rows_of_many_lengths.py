"""You hand over rows of different lengths, and a tensor has no ragged edge. Fill the short rows with zeros first."""

# diagnosis: none

import torch
from torch import Tensor


def matrix(rows: list[list[float]]) -> Tensor:
    return torch.tensor(rows)
