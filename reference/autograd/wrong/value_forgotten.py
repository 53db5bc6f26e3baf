"""You return three tensors. The value y comes first, then the three slopes."""
# diagnosis: wrong_length

import torch
from torch import Tensor


def chain_links(x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    u = x**2
    return torch.cos(u), 2 * x, torch.cos(u) * 2 * x
