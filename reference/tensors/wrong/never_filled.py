"""`torch.empty` only reserves memory: what is in it is left over from before. Fill it, as `torch.rand` does."""

# diagnosis: uninitialised

import torch
from torch import Tensor


def image_batch(batch: int, channels: int, height: int, width: int) -> Tensor:
    return torch.empty(batch, channels, height, width)
