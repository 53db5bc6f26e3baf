"""You turned the matrix, and it still has two dimensions. `.reshape(-1)` makes one of them."""

# diagnosis: only_shape

import torch
from torch import Tensor


def column_by_column(m: Tensor) -> Tensor:
    return m.T
