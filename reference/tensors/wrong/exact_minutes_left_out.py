"""You return two tensors. The exact minutes, `seconds / 60`, are the third."""

# diagnosis: wrong_length

import torch
from torch import Tensor


def split_time(seconds: Tensor) -> tuple[Tensor, Tensor]:
    return seconds // 60, seconds % 60
