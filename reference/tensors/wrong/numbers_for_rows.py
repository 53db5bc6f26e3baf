"""You mask single numbers, and what comes out has lost its rows. Compare the last column only: `table[:, -1]`."""

# diagnosis: none

import torch
from torch import Tensor


def select_rows(table: Tensor, limit: float) -> Tensor:
    return table[table > limit]
