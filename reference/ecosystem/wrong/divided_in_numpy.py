"""NumPy divides bytes into float64. Turn the picture to float32: `.float()`."""

# diagnosis: double

import numpy as np
import torch
from torch import Tensor


def to_tensor(image: np.ndarray) -> Tensor:
    if image.ndim == 2:
        image = image[:, :, None]
    return torch.from_numpy(image / 255).permute(2, 0, 1)
