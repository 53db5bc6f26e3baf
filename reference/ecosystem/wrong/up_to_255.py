"""Your numbers go up to 255. Divide by 255, so that the brightest is 1.0."""

# diagnosis: none

import numpy as np
import torch
from torch import Tensor


def to_tensor(image: np.ndarray) -> Tensor:
    if image.ndim == 2:
        image = image[:, :, None]
    return torch.from_numpy(image).permute(2, 0, 1).float()
