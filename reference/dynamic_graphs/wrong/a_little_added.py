"""A little number under the root changes the root as well. Choose with `torch.where` instead."""
# diagnosis: none

import torch
from torch import Tensor


def safe_root(x: Tensor) -> Tensor:
    return torch.sqrt(torch.relu(x) + 1e-6)
