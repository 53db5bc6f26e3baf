"""You fill the result column by column, so rows and columns of each image are swapped. The rows come first."""

# diagnosis: axes_permuted

import torch
from torch import Tensor
from torch.nn import functional as F


def convolve(x: Tensor, weight: Tensor, bias: Tensor, stride: int, padding: int) -> Tensor:
    patches = F.pad(x, (padding,) * 4).unfold(2, weight.shape[2], stride).unfold(3, weight.shape[3], stride)
    return torch.einsum("bchwkl,ockl->bowh", patches, weight) + bias.view(-1, 1, 1)
