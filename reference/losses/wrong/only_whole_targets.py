"""You ask whether the target is 1. It may lie in between: weigh both terms with it."""

# diagnosis: none

import torch
from torch import Tensor
from torch.nn import functional as F


def binary_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return F.softplus(torch.where(target == 1, -logits, logits)).mean()
