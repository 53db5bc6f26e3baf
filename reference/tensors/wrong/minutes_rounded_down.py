"""You cut the fraction off the exact minutes: `//` drops it before you convert. Divide with `/`."""

# diagnosis: truncated

import torch
from torch import Tensor


def split_time(seconds: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    return seconds // 60, seconds % 60, (seconds // 60).float()
