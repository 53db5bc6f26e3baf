"""The dtype: float64 in place of float32."""

import torch
from torch import Tensor


def video_batch() -> Tensor:
    return torch.randn(2, 16, 3, 32, 32, dtype=torch.float64)
