"""You return what `topk` gives, values and places. Write the values back into zeros of the shape of x."""

# diagnosis: none

import torch
from torch import Tensor


def keep_largest(x: Tensor, k: int) -> tuple[Tensor, Tensor]:
    return tuple(x.topk(k, dim=1))
