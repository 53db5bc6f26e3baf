"""These are whole numbers from 0 to 255, as in picture files. The task asks for floats from 0 to 1: `torch.rand`."""

# diagnosis: integers

import torch
from torch import Tensor


def rgb_image(height: int, width: int) -> Tensor:
    return torch.randint(0, 256, (3, height, width), dtype=torch.uint8)
