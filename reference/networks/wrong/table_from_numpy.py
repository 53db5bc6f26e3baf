"""NumPy computes in float64, and `torch.from_numpy` keeps that. Turn the table into float32 with `.float()`."""

# diagnosis: double

import numpy as np
import torch
from torch import Tensor


def positional_encoding(length: int, width: int) -> Tensor:
    table = np.zeros((length, width))
    angles = np.arange(length)[:, None] / 10000 ** (np.arange(0, width, 2) / width)
    table[:, 0::2], table[:, 1::2] = np.sin(angles), np.cos(angles)
    return torch.from_numpy(table)
