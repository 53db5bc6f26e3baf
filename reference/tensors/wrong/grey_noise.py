"""All three channels show the same numbers, which makes a grey picture. Draw every number for itself."""

# diagnosis: none

import torch
from torch import Tensor


def rgb_image(height: int, width: int) -> Tensor:
    return torch.rand(height, width).repeat(3, 1, 1)
