"""`torch.func` differentiates functions, so nothing needs to require grad."""

import torch
from torch import Tensor


def slope(x: float) -> float:
    return torch.func.grad(torch.square)(torch.tensor(float(x))).item()


def partials(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    def total(x: Tensor, y: Tensor) -> Tensor:
        return (x.pow(2) * y + y.pow(3)).sum()

    return torch.func.grad(total, argnums=(0, 1))(x.detach(), y.detach())


def vector_jacobian(x: Tensor, v: Tensor) -> Tensor:
    _, pull_back = torch.func.vjp(torch.sin, x.detach())
    return pull_back(v)[0]
