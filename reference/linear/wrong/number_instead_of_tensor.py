"""The number is right, but `.item()` makes it a Python float that has no gradient. Return the tensor."""

# diagnosis: python_number

from torch import Tensor


def mse(prediction: Tensor, target: Tensor) -> float:
    return ((prediction - target) ** 2).mean().item()
