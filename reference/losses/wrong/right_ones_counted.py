"""You return how many are right. The accuracy is their share: divide by the size of the batch."""

# diagnosis: metric_scaled

from torch import Tensor
from torch.nn import functional as F


def loss_and_accuracy(logits: Tensor, target: Tensor) -> tuple[Tensor, float]:
    right = logits.argmax(dim=1) == target
    return F.cross_entropy(logits, target), float(right.sum())
