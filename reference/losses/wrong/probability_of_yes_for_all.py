"""p is the probability of the right answer. Where the target is 0 that is 1 - sigmoid(logit)."""

# diagnosis: none

import torch
from torch import Tensor
from torch.nn import functional as F


def focal_loss(logits: Tensor, target: Tensor, gamma: float) -> Tensor:
    each = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return ((1 - torch.sigmoid(logits)) ** gamma * each).mean()
