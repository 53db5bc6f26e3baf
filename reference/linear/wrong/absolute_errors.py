"""You average the absolute errors. Square each difference before the mean."""

# diagnosis: none

from torch import Tensor


def mse(prediction: Tensor, target: Tensor) -> Tensor:
    return (prediction - target).abs().mean()
