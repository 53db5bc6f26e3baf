"""You divide by the number of all elements. Only those where the mask is true count: divide by `mask.sum()`."""

# diagnosis: sum_mean

import torch
from torch import Tensor


def masked_mse(prediction: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    kept = torch.where(mask, prediction - target, 0.0)
    return (kept**2).mean()
