"""You multiply the other rows by zero, so they are still there. Index with the mask to leave them out."""

# diagnosis: none

import torch
from torch import Tensor


def select_rows(table: Tensor, limit: float) -> Tensor:
    return table * (table[:, -1:] > limit)
