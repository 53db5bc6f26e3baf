"""You make every row as wide as the first one. Find the longest first: `max(len(row) for row in rows)`."""

# diagnosis: end_missing

import torch
from torch import Tensor


def matrix(rows: list[list[float]]) -> Tensor:
    width = len(rows[0])
    return torch.tensor([(row + [0.0] * width)[:width] for row in rows])
