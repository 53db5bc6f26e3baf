"""The first factor is detached, so part of the gradient is missing. Let gradients flow through both factors."""

# diagnosis: graph_cut

import torch
from torch import Tensor
from torch.nn import functional as F


def focal_loss(logits: Tensor, target: Tensor, gamma: float) -> Tensor:
    each = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return ((1 - torch.exp(-each)).detach() ** gamma * each).mean()
