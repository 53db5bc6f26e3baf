"""Work on fresh leaves, so that the inputs do not even get a gradient."""

import torch
from torch import Tensor


def square(x: Tensor) -> Tensor:
    return torch.mul(x, x)


def slope(x: float) -> float:
    leaf = torch.tensor([x], dtype=torch.float64, requires_grad=True)
    leaf.square().sum().backward()
    return leaf.grad.item()


def partials(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    x, y = (tensor.detach().clone().requires_grad_() for tensor in (x, y))
    f = x * x * y + y * y * y
    f.backward(torch.ones_like(f))
    return x.grad, y.grad


def accumulated(x: Tensor, times: int) -> Tensor:
    leaf = x.detach().clone().requires_grad_()
    total = leaf.square().sum()
    for _ in range(times):
        total.backward(retain_graph=True)
    return leaf.grad


def frozen(x: Tensor) -> Tensor:
    return x.clone().detach()


def vector_jacobian(x: Tensor, v: Tensor) -> Tensor:
    leaf = x.detach().clone().requires_grad_()
    (v * leaf.sin()).sum().backward()
    return leaf.grad
