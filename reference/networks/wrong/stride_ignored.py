"""You step by 1 and leave the stride out, so there are too many places. Move by `stride`, down and across."""

# diagnosis: none

import torch
from torch import Tensor
from torch.nn import functional as F


def convolve(x: Tensor, weight: Tensor, bias: Tensor, stride: int, padding: int) -> Tensor:
    patches = F.pad(x, (padding,) * 4).unfold(2, weight.shape[2], 1).unfold(3, weight.shape[3], 1)
    return torch.einsum("bchwkl,ockl->bohw", patches, weight) + bias.view(-1, 1, 1)
