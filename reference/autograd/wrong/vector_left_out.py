"""You have the slopes cos(x), but v is not used: pass it to backward, which multiplies by it."""
# diagnosis: none

import torch
from torch import Tensor


def vector_jacobian(x: Tensor, v: Tensor) -> Tensor:
    torch.sin(x).sum().backward()
    return x.grad
