"""You took the last row. The first index picks rows, the second picks columns: `t[:, -1]`."""

# diagnosis: wrong_dimension

import torch
from torch import Tensor


def view_and_copy(t: Tensor) -> tuple[Tensor, Tensor]:
    copy = t.clone()
    copy[-1] = 0
    return t[-1], copy
