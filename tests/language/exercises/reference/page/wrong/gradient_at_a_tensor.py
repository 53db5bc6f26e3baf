"""The type: a tensor where a Python number was asked for."""

import torch
from torch import Tensor


def gradient_at(x: float) -> Tensor:
    leaf = torch.tensor(x, requires_grad=True)
    (leaf**2).backward()
    return leaf.grad
