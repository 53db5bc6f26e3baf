"""You do not look at `flip`. If it is true, left and right change places: `.flip(-1)`."""

# diagnosis: reversed

import numpy as np
import torch
from torch import Tensor


def prepare(image: np.ndarray, size: int, mean: list[float], std: list[float], flip: bool) -> Tensor:
    picture = centre_crop(to_tensor(image), size, size)
    return (picture - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None]
