"""You write into a column. The first index counts the rows: `whole[row]`."""

# diagnosis: none

import numpy as np
import torch
from torch import Tensor


def write_row(array: np.ndarray, row: int, values: Tensor) -> Tensor:
    whole = torch.from_numpy(array)
    whole[:, row] = values.detach()
    return whole
