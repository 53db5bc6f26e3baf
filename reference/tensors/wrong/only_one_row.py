"""You return a single row. A picture has `height` of them: `.expand(height, width)`."""

# diagnosis: first_only

import torch
from torch import Tensor


def fade(height: int, width: int) -> Tensor:
    return torch.linspace(0, 1, width)
