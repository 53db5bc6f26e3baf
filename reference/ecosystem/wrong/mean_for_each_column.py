"""A mean of shape (3,) lines up with the columns. Shape it as (3, 1, 1), so that each channel has its own."""

# diagnosis: broadcast_sizes

import numpy as np
import torch
from torch import Tensor


def prepare(image: np.ndarray, size: int, mean: list[float], std: list[float], flip: bool) -> Tensor:
    picture = centre_crop(to_tensor(image), size, size)
    if flip:
        picture = picture.flip(-1)
    return (picture - torch.tensor(mean)) / torch.tensor(std)
