"""You read row after row. Turn the matrix first: `m.T.reshape(-1)`."""

# diagnosis: reshaped

import torch
from torch import Tensor


def column_by_column(m: Tensor) -> Tensor:
    return m.reshape(-1)
