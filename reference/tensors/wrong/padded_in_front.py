"""You put the zeros in front of the short rows. They belong at the end: `row + zeros`."""

# diagnosis: reordered

import torch
from torch import Tensor


def matrix(rows: list[list[float]]) -> Tensor:
    width = max(len(row) for row in rows)
    return torch.tensor([[0.0] * (width - len(row)) + row for row in rows])
