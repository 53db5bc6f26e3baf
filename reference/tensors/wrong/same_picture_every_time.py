"""`torch.manual_seed` inside the function starts the same numbers over at every call. Leave the seed alone."""

# diagnosis: none

import torch
from torch import Tensor


def rgb_image(height: int, width: int) -> Tensor:
    torch.manual_seed(0)
    return torch.rand(3, height, width)


def image_batch(batch: int, channels: int, height: int, width: int) -> Tensor:
    torch.manual_seed(0)
    return 2 * torch.rand(batch, channels, height, width) - 1
