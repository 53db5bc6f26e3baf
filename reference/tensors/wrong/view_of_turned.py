"""You call `.view` on a turned matrix, whose numbers lie in another order in memory. `.reshape` copies if it must."""

# diagnosis: view_strided

import torch
from torch import Tensor


def column_by_column(m: Tensor) -> Tensor:
    return m.T.view(-1)
