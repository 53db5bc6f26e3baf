"""You count from 0, so that the first sum is divided by zero. The counts are 1 to n."""

# diagnosis: not_finite

import torch
from torch import Tensor


def running_mean(x: Tensor) -> Tensor:
    return x.cumsum(dim=0) / torch.arange(len(x))
