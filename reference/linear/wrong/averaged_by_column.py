"""You average over the batch only, which leaves a number for each column. `.mean()` without a dimension takes all."""

# diagnosis: not_reduced

from torch import Tensor


def mse(prediction: Tensor, target: Tensor) -> Tensor:
    return ((prediction - target) ** 2).mean(dim=0)
