"""You treat the target as the logit and the logit as the target. Only the logits go through the sigmoid."""

# diagnosis: swapped_arguments

from torch import Tensor
from torch.nn import functional as F


def binary_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return (F.softplus(target) - target * logits).mean()
