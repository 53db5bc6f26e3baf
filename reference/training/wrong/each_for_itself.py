"""You clip each gradient by its own norm, which bends the direction of the step. All share one norm and one factor."""
# diagnosis: none

from collections.abc import Iterable

import torch
from torch import Tensor


def clip_gradients(parameters: Iterable[Tensor], max_norm: float) -> float:
    gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
    norms = [gradient.norm() for gradient in gradients]
    for gradient, norm in zip(gradients, norms, strict=True):
        if norm > max_norm:
            gradient *= max_norm / norm
    return torch.stack(norms).norm().item()
