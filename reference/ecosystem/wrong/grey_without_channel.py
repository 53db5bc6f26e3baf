"""A grey picture has one channel, and yours lost it. Give it an axis of its own: `image[:, :, None]`."""

# diagnosis: missing_dimension

import numpy as np
import torch
from torch import Tensor


def to_tensor(image: np.ndarray) -> Tensor:
    if image.ndim == 2:
        return torch.from_numpy(image).float() / 255
    return torch.from_numpy(image).permute(2, 0, 1).float() / 255
