"""You divide every sum by the full length. Element k has only k + 1 numbers in it."""

# diagnosis: none

import torch
from torch import Tensor


def running_mean(x: Tensor) -> Tensor:
    return x.cumsum(dim=0) / len(x)
