"""You move the elements of x itself and do not put them back. Work on `x.clone()`."""
# diagnosis: input_changed

from collections.abc import Callable

import torch
from torch import Tensor


def numeric_gradient(f: Callable[[Tensor], Tensor], x: Tensor, step: float) -> Tensor:
    slopes = torch.zeros_like(x)
    for i in range(x.numel()):
        x.view(-1)[i] += step
        plus = f(x).sum()
        x.view(-1)[i] -= 2 * step
        slopes.view(-1)[i] = (plus - f(x).sum()) / (2 * step)
    return slopes
