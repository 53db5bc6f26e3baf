"""You let rows pass that only reach the limit. Greater is `>`, not `>=`."""

# diagnosis: none

import torch
from torch import Tensor


def select_rows(table: Tensor, limit: float) -> Tensor:
    return table[table[:, -1] >= limit]
