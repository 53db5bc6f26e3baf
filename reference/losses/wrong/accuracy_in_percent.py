"""Your accuracy goes up to 100. It is asked for from 0.0 to 1.0."""

# diagnosis: metric_scaled

from torch import Tensor
from torch.nn import functional as F


def loss_and_accuracy(logits: Tensor, target: Tensor) -> tuple[Tensor, float]:
    right = logits.argmax(dim=1) == target
    return F.cross_entropy(logits, target), 100 * right.float().mean().item()
