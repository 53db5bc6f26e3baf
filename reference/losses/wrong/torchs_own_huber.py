"""The number is right, but it is torch's. Here you write both formulas yourself."""

# diagnosis: forbidden

from torch import Tensor
from torch.nn import functional as F


def huber(prediction: Tensor, target: Tensor, delta: float) -> Tensor:
    return F.huber_loss(prediction, target, delta=delta)
