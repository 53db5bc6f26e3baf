"""`torch.func` differentiates functions, so nothing needs to require grad."""

from collections.abc import Callable

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


def nth_derivative(x: Tensor, n: int) -> Tensor:
    def f(x: Tensor) -> Tensor:
        return x * torch.sin(x)

    def slope_of(f: Callable[[Tensor], Tensor]) -> Callable[[Tensor], Tensor]:
        return torch.func.grad(lambda x: f(x).sum())

    for _ in range(n):
        f = slope_of(f)
    return f(x)


def hessian(x: Tensor) -> Tensor:
    return torch.func.hessian(lambda x: x.dot(x).square())(x.detach())
