"""All numbers are in one long row. Nested lists keep their rows: `torch.tensor(rows)`."""

# diagnosis: only_shape

import torch
from torch import Tensor


def matrix(rows: list[list[float]]) -> Tensor:
    return torch.tensor([number for row in rows for number in row])
