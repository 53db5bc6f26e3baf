"""You reshape, which keeps the order in memory and mixes up the pixels. Move the axes: `.permute(2, 0, 1)`."""

# diagnosis: reshaped

import numpy as np
import torch
from torch import Tensor


def to_tensor(image: np.ndarray) -> Tensor:
    height, width = image.shape[:2]
    return torch.from_numpy(image).reshape(-1, height, width).float() / 255
