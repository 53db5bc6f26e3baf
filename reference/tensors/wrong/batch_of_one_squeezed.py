"""`squeeze()` drops every dimension of size 1, so a batch of one loses its batch. A network still wants it."""

# diagnosis: batch_squeezed

import torch
from torch import Tensor


def image_batch(batch: int, channels: int, height: int, width: int) -> Tensor:
    return torch.rand(batch, channels, height, width).squeeze()
