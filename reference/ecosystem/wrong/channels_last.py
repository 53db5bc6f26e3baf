"""Your picture still has its channels at the end, as NumPy has them. torch wants them first: `.permute(2, 0, 1)`."""

# diagnosis: axes_permuted

import numpy as np
import torch
from torch import Tensor


def to_tensor(image: np.ndarray) -> Tensor:
    if image.ndim == 2:
        return torch.from_numpy(image)[None].float() / 255
    return torch.from_numpy(image).float() / 255
