"""You put the outputs in front of the samples. After the arrow the sample's letter comes first: `->so`."""

# diagnosis: transposed

import torch
from torch import Tensor


def bilinear(x: Tensor, w: Tensor, y: Tensor, bias: Tensor) -> Tensor:
    return torch.einsum("si,oij,sj->os", x, w, y) + bias[:, None]
