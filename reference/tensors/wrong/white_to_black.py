"""You go from white to black. Black is 0 and comes first."""

# diagnosis: reversed

import torch
from torch import Tensor


def fade(height: int, width: int) -> Tensor:
    return torch.linspace(1, 0, width).expand(height, width)
