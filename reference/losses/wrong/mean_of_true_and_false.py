"""true and false have no mean. Make numbers of them first: `.float().mean()`."""

# diagnosis: mean_of_integers

from torch import Tensor
from torch.nn import functional as F


def loss_and_accuracy(logits: Tensor, target: Tensor) -> tuple[Tensor, float]:
    right = logits.argmax(dim=1) == target
    return F.cross_entropy(logits, target), right.mean().item()
