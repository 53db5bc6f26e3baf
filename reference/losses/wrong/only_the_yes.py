"""You count the samples whose answer is yes only. Those with a no have a term of their own, (1 - target)."""

# diagnosis: none

from torch import Tensor
from torch.nn import functional as F


def binary_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return -(target * F.logsigmoid(logits)).mean()
