"""NaN times 0 is NaN, so multiplying by the mask does not help. Choose the elements first: `prediction[mask]`."""

# diagnosis: not_finite

from torch import Tensor


def masked_mse(prediction: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    return ((prediction - target) ** 2 * mask).sum() / mask.sum().clamp(min=1)
