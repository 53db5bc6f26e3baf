"""`.permute(2, 1, 0)`, or `.T`, puts width before height. Height stays before width: `.permute(2, 0, 1)`."""

# diagnosis: axes_permuted

import numpy as np
import torch
from torch import Tensor


def to_tensor(image: np.ndarray) -> Tensor:
    if image.ndim == 2:
        image = image[:, :, None]
    return torch.from_numpy(image).permute(2, 1, 0).float() / 255
