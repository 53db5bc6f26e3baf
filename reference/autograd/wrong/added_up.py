"""vᵀJ has one number for every element of x. You add them all up into a single one."""
# diagnosis: over_reduced

import torch
from torch import Tensor


def vector_jacobian(x: Tensor, v: Tensor) -> Tensor:
    torch.sin(x).backward(v)
    return x.grad.sum()
