"""This is a NumPy array. It looks alike, but torch computes with tensors: `torch.tensor(values)`."""

# diagnosis: not_a_tensor

import numpy as np


def vector(values: list[float]) -> np.ndarray:
    return np.array(values, dtype=np.float32)
