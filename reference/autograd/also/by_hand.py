"""The rules of calculus instead of autograd: the same numbers."""

import torch
from torch import Tensor


def partials(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    with torch.no_grad():
        return 2 * x * y, x**2 + 3 * y**2


def frozen(x: Tensor) -> Tensor:
    return x.data


def vector_jacobian(x: Tensor, v: Tensor) -> Tensor:
    return v * torch.cos(x)
