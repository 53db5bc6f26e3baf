"""You add up the losses. Take their mean, so that the loss does not grow with the batch."""

# diagnosis: sum_mean

from torch import Tensor
from torch.nn import functional as F


def binary_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return (F.softplus(logits) - logits * target).sum()
