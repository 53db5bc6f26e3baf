"""You return the sums so far. Divide each by how many numbers are in it."""

# diagnosis: none

import torch
from torch import Tensor


def running_mean(x: Tensor) -> Tensor:
    return x.cumsum(dim=0)
