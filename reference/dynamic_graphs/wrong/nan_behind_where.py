"""The values are right, but the gradient at zero is NaN: backward runs through both branches of `where`. Put a
harmless number, such as 1, under the root first.
"""
# diagnosis: not_finite

import torch
from torch import Tensor


def safe_root(x: Tensor) -> Tensor:
    return torch.where(x > 0, torch.sqrt(x), 0.0)
