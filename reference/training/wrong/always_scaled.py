"""You scale short gradients too, and so make them longer. Scale only if the norm is greater than max_norm."""
# diagnosis: none

from collections.abc import Iterable

import torch
from torch import Tensor


def clip_gradients(parameters: Iterable[Tensor], max_norm: float) -> float:
    gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
    norm = torch.cat([gradient.flatten() for gradient in gradients]).norm().item()
    for gradient in gradients:
        gradient *= max_norm / (norm + 1e-6)
    return norm
