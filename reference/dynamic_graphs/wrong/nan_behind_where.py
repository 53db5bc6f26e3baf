"""The gradient at zero is NaN: backward enters both branches of `where`. Replace zeros before the root."""
# diagnosis: not_finite

import torch
from torch import Tensor


def safe_root(x: Tensor) -> Tensor:
    return torch.where(x > 0, torch.sqrt(x), 0.0)
