"""You take the elements where the mask is false. It is true where an element counts."""

# diagnosis: none

from torch import Tensor


def masked_mse(prediction: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    errors = prediction[~mask] - target[~mask]
    return (errors**2).sum() / (~mask).sum().clamp(min=1)
