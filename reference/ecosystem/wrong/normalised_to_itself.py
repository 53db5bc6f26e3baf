"""You take mean and std of this picture. Use the ones that are given: they belong to the trained model."""

# diagnosis: none

import numpy as np
from torch import Tensor


def prepare(image: np.ndarray, size: int, mean: list[float], std: list[float], flip: bool) -> Tensor:
    picture = centre_crop(to_tensor(image), size, size)
    if flip:
        picture = picture.flip(-1)
    return (picture - picture.mean(dim=(1, 2), keepdim=True)) / picture.std(dim=(1, 2), keepdim=True)
