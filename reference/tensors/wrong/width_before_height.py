"""Height and width changed places. Rows come first: (3, height, width)."""

# diagnosis: axes_permuted

import torch
from torch import Tensor


def rgb_image(height: int, width: int) -> Tensor:
    return torch.rand(3, width, height)
