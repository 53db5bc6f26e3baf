"""The slope of the root of zero is infinite. Replace zeros by 1 before the root, and by 0 after it."""
# diagnosis: not_finite

import torch
from torch import Tensor


def safe_root(x: Tensor) -> Tensor:
    return torch.sqrt(torch.clamp(x, min=0))
