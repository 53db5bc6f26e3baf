"""You left the square root out of the slope: 2x belongs to x² + c². The root divides it by twice its own value."""
# diagnosis: none

from typing import Any

import torch
from torch import Tensor


class SmoothAbs(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, c: float) -> Tensor:
        ctx.save_for_backward(x)
        return torch.sqrt(x**2 + c**2)

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor, None]:
        (x,) = ctx.saved_tensors
        return g * 2 * x, None


def smooth_abs(x: Tensor, c: float) -> Tensor:
    return SmoothAbs.apply(x, c)
