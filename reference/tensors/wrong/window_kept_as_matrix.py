"""You sliced with `-1:`, which keeps the column as a matrix. An index alone, `-1`, drops that dimension."""

# diagnosis: extra_dimension

import torch
from torch import Tensor


def view_and_copy(t: Tensor) -> tuple[Tensor, Tensor]:
    copy = t.clone()
    copy[:, -1] = 0
    return t[:, -1:], copy
