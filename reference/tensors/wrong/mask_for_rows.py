"""You return the mask itself, True and False. Put it between square brackets behind the table."""

# diagnosis: booleans

import torch
from torch import Tensor


def select_rows(table: Tensor, limit: float) -> Tensor:
    return table[:, -1] > limit
