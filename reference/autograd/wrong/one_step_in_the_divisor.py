"""From one step back to one step forward are two steps. Divide by `2 * step`."""
# diagnosis: factor_two

from collections.abc import Callable

import torch
from torch import Tensor


def numeric_gradient(f: Callable[[Tensor], Tensor], x: Tensor, step: float) -> Tensor:
    slopes = torch.zeros_like(x)
    for i in range(x.numel()):
        plus, minus = x.clone(), x.clone()
        plus.view(-1)[i] += step
        minus.view(-1)[i] -= step
        slopes.view(-1)[i] = (f(plus).sum() - f(minus).sum()) / step
    return slopes
