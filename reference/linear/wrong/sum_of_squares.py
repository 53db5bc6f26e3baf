"""You add up the squared errors. Take their mean, so that the loss does not grow with the batch."""

# diagnosis: sum_mean

from torch import Tensor


def mse(prediction: Tensor, target: Tensor) -> Tensor:
    return ((prediction - target) ** 2).sum()
