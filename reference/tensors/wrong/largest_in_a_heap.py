"""You return the k largest by themselves. Put them back in their places, with zeros around them."""

# diagnosis: none

import torch
from torch import Tensor


def keep_largest(x: Tensor, k: int) -> Tensor:
    return x.topk(k, dim=1).values
