"""`.item()` cuts the loss from its graph, so nothing can be learned from it. Only the accuracy is a number."""

# diagnosis: python_number

from torch import Tensor
from torch.nn import functional as F


def loss_and_accuracy(logits: Tensor, target: Tensor) -> tuple[float, float]:
    right = logits.argmax(dim=1) == target
    return F.cross_entropy(logits, target).item(), right.float().mean().item()
