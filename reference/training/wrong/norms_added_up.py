"""You add up the norms of the gradients. The global norm is the root of the sum of their squares."""
# diagnosis: none

from collections.abc import Iterable

from torch import Tensor


def clip_gradients(parameters: Iterable[Tensor], max_norm: float) -> float:
    gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
    norm = sum(gradient.norm().item() for gradient in gradients)
    if norm > max_norm:
        for gradient in gradients:
            gradient *= max_norm / norm
    return norm
