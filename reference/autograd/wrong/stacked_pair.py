"""You glue both gradients together into one tensor. Return two tensors: `return x.grad, y.grad`."""
# diagnosis: none

import torch
from torch import Tensor


def partials(x: Tensor, y: Tensor) -> Tensor:
    (x**2 * y + y**3).sum().backward()
    return torch.stack([x.grad, y.grad])
