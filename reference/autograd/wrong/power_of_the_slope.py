"""You raise the slope to the n-th power. The n-th derivative is the slope taken n times over."""
# diagnosis: none

import torch
from torch import Tensor


def nth_derivative(x: Tensor, n: int) -> Tensor:
    return (torch.sin(x) + x * torch.cos(x)) ** n
