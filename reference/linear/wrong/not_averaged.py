"""You return one squared error per element. A loss is a single number: finish with `.mean()`."""

# diagnosis: not_reduced

from torch import Tensor


def mse(prediction: Tensor, target: Tensor) -> Tensor:
    return (prediction - target) ** 2
