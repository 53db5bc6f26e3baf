"""The slope has no graph of its own, so it cannot be differentiated again. Ask for one: `create_graph=True`."""
# diagnosis: no_requires_grad

import torch
from torch import Tensor


def nth_derivative(x: Tensor, n: int) -> Tensor:
    y = x * torch.sin(x)
    for _ in range(n):
        (y,) = torch.autograd.grad(y.sum(), x)
    return y
