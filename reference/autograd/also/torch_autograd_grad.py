"""`torch.autograd.grad` hands gradients back instead of storing them in `.grad`."""

import torch
from torch import Tensor


def slope(x: float) -> float:
    leaf = torch.tensor(float(x), requires_grad=True)
    (gradient,) = torch.autograd.grad(leaf**2, leaf)
    return float(gradient)


def partials(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    return torch.autograd.grad((x**2 * y + y**3).sum(), (x, y))


def accumulated(x: Tensor, times: int) -> Tensor:
    total = torch.zeros_like(x)
    for _ in range(times):
        total += torch.autograd.grad((x**2).sum(), x)[0]
    return total


def vector_jacobian(x: Tensor, v: Tensor) -> Tensor:
    return torch.autograd.grad(torch.sin(x), x, grad_outputs=v)[0]
