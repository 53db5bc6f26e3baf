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


def round_through(x: Tensor) -> Tensor:
    return torch.round(x).detach() + (x - x.detach())


def middle_gradient(w: Tensor, x: Tensor) -> tuple[Tensor, Tensor]:
    h = torch.mul(w, x)
    return torch.autograd.grad(h.pow(3).sum(), (h, w))


def gradient_step(w: Tensor, x: Tensor, y: Tensor, lr: float) -> float:
    loss = torch.nn.functional.mse_loss(x @ w, y)
    (gradient,) = torch.autograd.grad(loss, w)
    with torch.no_grad():
        w.sub_(lr * gradient)
    return float(loss)


def hessian(x: Tensor) -> Tensor:
    return torch.autograd.functional.hessian(lambda x: x.square().sum().square(), x)
