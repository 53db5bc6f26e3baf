"""You return the norm after clipping, which is max_norm again and again. Return the one before: it warns of trouble."""
# diagnosis: none

from collections.abc import Iterable

import torch
from torch import Tensor


def clip_gradients(parameters: Iterable[Tensor], max_norm: float) -> float:
    gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
    norm = torch.cat([gradient.flatten() for gradient in gradients]).norm().item()
    if norm > max_norm:
        for gradient in gradients:
            gradient *= max_norm / norm
    return min(norm, max_norm)
