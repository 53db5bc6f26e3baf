"""Your numbers go from 0 to 2. Subtract 1, so that they lie around zero."""

# diagnosis: offset

import torch
from torch import Tensor


def image_batch(batch: int, channels: int, height: int, width: int) -> Tensor:
    return 2 * torch.rand(batch, channels, height, width)
