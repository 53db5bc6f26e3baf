"""You take the outer slope at x. The chain rule takes it where the inner function has arrived: cos(x²), not cos(x)."""
# diagnosis: none

import torch
from torch import Tensor


def chain_links(x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    u = x**2
    return torch.sin(u), torch.cos(x), 2 * x, torch.cos(x) * 2 * x
