"""You take a root at the end: that is the root mean squared error. The mean squared error has none."""

# diagnosis: activation_twice

from torch import Tensor


def mse(prediction: Tensor, target: Tensor) -> Tensor:
    return ((prediction - target) ** 2).mean().sqrt()
