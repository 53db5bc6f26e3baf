"""forward has two inputs, so backward must return two things. For c, which is no tensor, that is None."""
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
    def backward(ctx: Any, g: Tensor) -> Tensor:
        x, y = ctx.saved_tensors
        return g * x / y


def smooth_abs(x: Tensor, c: float) -> Tensor:
    return SmoothAbs.apply(x, c)
