"""You weigh with p instead of 1 - p, so what is easy counts more."""

# diagnosis: none

import torch
from torch import Tensor
from torch.nn import functional as F


def focal_loss(logits: Tensor, target: Tensor, gamma: float) -> Tensor:
    each = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return (torch.exp(-each) ** gamma * each).mean()
