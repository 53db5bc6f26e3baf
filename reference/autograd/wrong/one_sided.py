"""You look ahead only. Go one step forward and one step back, and divide by both steps together."""
# diagnosis: none

from collections.abc import Callable

import torch
from torch import Tensor


def numeric_gradient(f: Callable[[Tensor], Tensor], x: Tensor, step: float) -> Tensor:
    slopes = torch.zeros_like(x)
    for i in range(x.numel()):
        plus = x.clone()
        plus.view(-1)[i] += step
        slopes.view(-1)[i] = (f(plus).sum() - f(x).sum()) / step
    return slopes
