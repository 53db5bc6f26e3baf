"""Your mean and std come from NumPy as float64, and so does the picture. torch.tensor of a list is float32."""

# diagnosis: double

import numpy as np
import torch
from torch import Tensor


def prepare(image: np.ndarray, size: int, mean: list[float], std: list[float], flip: bool) -> Tensor:
    picture = centre_crop(to_tensor(image), size, size)
    if flip:
        picture = picture.flip(-1)
    middle, spread = torch.from_numpy(np.array(mean)), torch.from_numpy(np.array(std))
    return (picture - middle[:, None, None]) / spread[:, None, None]
