"""You never add the bias. It has one number for each output: `+ bias`."""

# diagnosis: bias_missing

import torch
from torch import Tensor


def bilinear(x: Tensor, w: Tensor, y: Tensor, bias: Tensor) -> Tensor:
    return torch.einsum("si,oij,sj->so", x, w, y)
