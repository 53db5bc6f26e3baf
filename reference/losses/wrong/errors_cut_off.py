"""You cut errors off at delta, so a large error pulls no more at all. Beyond delta goes a straight line."""

# diagnosis: zero_gradient

from torch import Tensor


def huber(prediction: Tensor, target: Tensor, delta: float) -> Tensor:
    error = (prediction - target).abs()
    return (error.clamp(max=delta) ** 2 / 2).mean()
