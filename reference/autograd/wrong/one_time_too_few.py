"""Your loop runs one time too few: `range(1, times)` starts at 1 and ends before `times`. Use `range(times)`."""
# diagnosis: none

import torch
from torch import Tensor


def accumulated(x: Tensor, times: int) -> Tensor:
    x.grad = torch.zeros_like(x)
    for _ in range(1, times):
        (x**2).sum().backward()
    return x.grad
