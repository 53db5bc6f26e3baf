"""You take the mean before you weigh. Each element has a weight of its own: ask for `reduction='none'`."""

# diagnosis: none

import torch
from torch import Tensor
from torch.nn import functional as F


def focal_loss(logits: Tensor, target: Tensor, gamma: float) -> Tensor:
    loss = F.binary_cross_entropy_with_logits(logits, target)
    return (1 - torch.exp(-loss)) ** gamma * loss
