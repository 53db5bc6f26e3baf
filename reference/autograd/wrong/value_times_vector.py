"""You multiply v by sin(x). The Jacobian holds the slopes of sin(x): run backward and read `x.grad`."""
# diagnosis: none

import torch
from torch import Tensor


def vector_jacobian(x: Tensor, v: Tensor) -> Tensor:
    return (v * torch.sin(x)).detach()
