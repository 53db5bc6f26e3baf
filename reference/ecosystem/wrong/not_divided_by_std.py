"""You subtract the mean and leave the spread as it is. Divide each channel by its std as well."""

# diagnosis: none

import numpy as np
import torch
from torch import Tensor


def prepare(image: np.ndarray, size: int, mean: list[float], std: list[float], flip: bool) -> Tensor:
    picture = centre_crop(to_tensor(image), size, size)
    if flip:
        picture = picture.flip(-1)
    return picture - torch.tensor(mean)[:, None, None]
