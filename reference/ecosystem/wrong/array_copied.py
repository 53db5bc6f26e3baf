"""`torch.tensor(array)` copies, so what you write does not reach the array. `torch.from_numpy` shares its memory."""

# diagnosis: aliasing

import numpy as np
import torch
from torch import Tensor


def write_row(array: np.ndarray, row: int, values: Tensor) -> Tensor:
    whole = torch.tensor(array)
    whole[row] = values.detach()
    return whole
