"""You divide with `//`, or go back to bytes, so that nearly every pixel is 0. Use `/` on floats."""

# diagnosis: truncated

import numpy as np
import torch
from torch import Tensor


def to_tensor(image: np.ndarray) -> Tensor:
    if image.ndim == 2:
        image = image[:, :, None]
    return torch.from_numpy(image // 255).permute(2, 0, 1).float()
