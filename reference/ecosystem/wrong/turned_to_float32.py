"""`.float()` makes a float32 copy of a float64 array. Keep the array's dtype, and with it its memory."""

# diagnosis: aliasing

import numpy as np
import torch
from torch import Tensor


def write_row(array: np.ndarray, row: int, values: Tensor) -> Tensor:
    array[row] = values.detach().numpy()
    return torch.from_numpy(array).float()
