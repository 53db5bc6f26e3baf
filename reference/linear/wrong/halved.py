"""Your loss is half of what it should be: some books put a 1/2 in front, the mean squared error has none."""

# diagnosis: factor_two

from torch import Tensor


def mse(prediction: Tensor, target: Tensor) -> Tensor:
    return 0.5 * ((prediction - target) ** 2).mean()
