"""You turn the kernel round before you multiply. Networks do not: the kernel lies on the image as it is."""

# diagnosis: reordered

import torch
from torch import Tensor
from torch.nn import functional as F


def convolve(x: Tensor, weight: Tensor, bias: Tensor, stride: int, padding: int) -> Tensor:
    patches = F.pad(x, (padding,) * 4).unfold(2, weight.shape[2], stride).unfold(3, weight.shape[3], stride)
    return torch.einsum("bchwkl,ockl->bohw", patches, weight.flip(2, 3)) + bias.view(-1, 1, 1)
