"""NumPy keeps floats as float64, and so does `from_numpy`. Use `torch.tensor(rows)`, or add `.float()`."""

# diagnosis: double

import numpy as np
import torch
from torch import Tensor


def matrix(rows: list[list[float]]) -> Tensor:
    return torch.from_numpy(np.array(rows))
