"""Your backward returns the bare slope. It must be multiplied by the gradient that comes in: `g * x / y`."""
# diagnosis: none

from typing import Any

import torch
from torch import Tensor


class SmoothAbs(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, c: float) -> Tensor:
        y = torch.sqrt(x**2 + c**2)
        ctx.save_for_backward(x, y)
        return y

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor, None]:
        x, y = ctx.saved_tensors
        return x / y, None


def smooth_abs(x: Tensor, c: float) -> Tensor:
    return SmoothAbs.apply(x, c)
