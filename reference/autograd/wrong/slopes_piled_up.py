"""Every backward adds to `x.grad`, so your derivatives pile up. `torch.autograd.grad` hands them back."""
# diagnosis: none

import torch
from torch import Tensor


def nth_derivative(x: Tensor, n: int) -> Tensor:
    y = x * torch.sin(x)
    for _ in range(n):
        y.sum().backward(create_graph=True)
        y = x.grad
    return y
