"""An `if` takes one branch for the whole tensor. For a branch in each element there is `torch.where`."""
# diagnosis: truth_of_many

import torch
from torch import Tensor


def safe_root(x: Tensor) -> Tensor:
    if x > 0:
        return torch.sqrt(x)
    return torch.zeros_like(x)
