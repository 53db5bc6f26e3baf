"""You add the two slopes. In a chain they are multiplied: dy/dx = dy/du · du/dx."""
# diagnosis: none

import torch
from torch import Tensor


def chain_links(x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    u = x**2
    outer, inner = torch.cos(u), 2 * x
    return torch.sin(u), outer, inner, outer + inner
