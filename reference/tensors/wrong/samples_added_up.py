"""You left the sample's letter out after the arrow, which adds up the batch. Write `->so`."""

# diagnosis: none

import torch
from torch import Tensor


def bilinear(x: Tensor, w: Tensor, y: Tensor, bias: Tensor) -> Tensor:
    return torch.einsum("si,oij,sj->o", x, w, y) + bias
