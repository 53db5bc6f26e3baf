"""You turn the picture upside down. Left and right are along the last axis: `.flip(-1)`."""

# diagnosis: reversed

import numpy as np
import torch
from torch import Tensor


def prepare(image: np.ndarray, size: int, mean: list[float], std: list[float], flip: bool) -> Tensor:
    picture = centre_crop(to_tensor(image), size, size)
    if flip:
        picture = picture.flip(-2)
    return (picture - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None]
