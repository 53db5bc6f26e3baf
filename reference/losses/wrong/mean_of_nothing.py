"""Where the mask is false everywhere you take the mean of nothing, 0 / 0. The loss is 0 there."""

# diagnosis: not_finite

from torch import Tensor


def masked_mse(prediction: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    return ((prediction[mask] - target[mask]) ** 2).mean()
