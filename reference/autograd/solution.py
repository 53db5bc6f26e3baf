"""Automatic differentiation: one right answer to each exercise."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor


def square(x: Tensor) -> Tensor:
    return x**2


def slope(x: float) -> float:
    leaf = torch.tensor(float(x), requires_grad=True)
    (leaf**2).backward()
    return leaf.grad.item()


def chain_links(x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    u = x**2
    y = torch.sin(u)
    (outer,) = torch.autograd.grad(y.sum(), u, retain_graph=True)
    (inner,) = torch.autograd.grad(u.sum(), x, retain_graph=True)
    (both,) = torch.autograd.grad(y.sum(), x)
    return y, outer, inner, both


def partials(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    (x**2 * y + y**3).sum().backward()
    return x.grad, y.grad


def accumulated(x: Tensor, times: int) -> Tensor:
    for _ in range(times):
        (x**2).sum().backward()
    return x.grad


def frozen(x: Tensor) -> Tensor:
    return x.detach()


def round_through(x: Tensor) -> Tensor:
    return x + (torch.round(x) - x).detach()


def target_loss(value: Tensor, next_value: Tensor, reward: Tensor, discount: float) -> Tensor:
    target = (reward + discount * next_value).detach()
    return ((value - target) ** 2).mean()


def middle_gradient(w: Tensor, x: Tensor) -> tuple[Tensor, Tensor]:
    h = w * x
    h.retain_grad()
    (h**3).sum().backward()
    return h.grad, w.grad


def gradient_step(w: Tensor, x: Tensor, y: Tensor, lr: float) -> float:
    loss = ((x @ w - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w -= lr * w.grad
    w.grad = None
    return loss.item()


def vector_jacobian(x: Tensor, v: Tensor) -> Tensor:
    torch.sin(x).backward(v)
    return x.grad


def nth_derivative(x: Tensor, n: int) -> Tensor:
    y = x * torch.sin(x)
    for _ in range(n):
        (y,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    return y


def hessian(x: Tensor) -> Tensor:
    f = (x @ x) ** 2
    (gradient,) = torch.autograd.grad(f, x, create_graph=True)
    rows = [torch.autograd.grad(element, x, retain_graph=True)[0] for element in gradient]
    return torch.stack(rows)


class SmoothAbs(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, c: float) -> Tensor:
        y = torch.sqrt(x**2 + c**2)
        ctx.save_for_backward(x, y)
        return y

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor, None]:
        x, y = ctx.saved_tensors
        return g * x / y, None


def smooth_abs(x: Tensor, c: float) -> Tensor:
    return SmoothAbs.apply(x, c)


def numeric_gradient(f: Callable[[Tensor], Tensor], x: Tensor, step: float) -> Tensor:
    slopes = torch.zeros_like(x)
    for i in range(x.numel()):
        plus, minus = x.clone(), x.clone()
        plus.view(-1)[i] += step
        minus.view(-1)[i] -= step
        slopes.view(-1)[i] = (f(plus).sum() - f(minus).sum()) / (2 * step)
    return slopes
