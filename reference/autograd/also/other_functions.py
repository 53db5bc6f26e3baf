"""The same derivatives with other tools: hooks, functions of one's own, and loops over places."""

from collections.abc import Callable
from itertools import product
from typing import Any

import torch
from torch import Tensor


class _Round(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        return torch.round(x)

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> Tensor:
        return g


def round_through(x: Tensor) -> Tensor:
    return _Round.apply(x)


def middle_gradient(w: Tensor, x: Tensor) -> tuple[Tensor, Tensor]:
    seen = []
    h = w * x
    h.register_hook(seen.append)
    (h**3).sum().backward()
    return seen[0], w.grad


class _Bend(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, c: float) -> Tensor:
        ctx.c = c
        ctx.save_for_backward(x)
        return (x * x + c * c).sqrt()

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor, None]:
        (x,) = ctx.saved_tensors
        return g * x * (x * x + ctx.c * ctx.c).rsqrt(), None


def smooth_abs(x: Tensor, c: float) -> Tensor:
    return _Bend.apply(x, c)


def numeric_gradient(f: Callable[[Tensor], Tensor], x: Tensor, step: float) -> Tensor:
    result = torch.empty_like(x)
    for place in product(*map(range, x.shape)):
        shift = torch.zeros_like(x)
        shift[place] = step
        result[place] = (f(x + shift) - f(x - shift)).sum() / step / 2
    return result
