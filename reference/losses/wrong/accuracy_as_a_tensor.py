"""Your accuracy is a tensor. `.item()` makes a Python float of it."""

# diagnosis: tensor_not_number

from torch import Tensor
from torch.nn import functional as F


def loss_and_accuracy(logits: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
    right = logits.argmax(dim=1) == target
    return F.cross_entropy(logits, target), right.float().mean()
