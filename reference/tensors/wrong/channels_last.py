"""The channels stand at the end, as in most picture files. Torch wants them first: (3, height, width)."""

# diagnosis: axes_permuted

import torch
from torch import Tensor


def rgb_image(height: int, width: int) -> Tensor:
    return torch.rand(height, width, 3)
