"""The order of the axes: channels come before height and width."""

import torch
from torch import Tensor


def image_batch() -> Tensor:
    return torch.randn(8, 32, 32, 3)
