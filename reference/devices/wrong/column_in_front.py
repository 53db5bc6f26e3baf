"""The column of ones is in front. It belongs at the end: `torch.cat([x, ones], dim=1)`."""
# diagnosis: reversed

import torch
from torch import Tensor


def column_of_ones(x: Tensor) -> Tensor:
    return torch.cat([x.new_ones(len(x), 1), x], dim=1)
