"""You move all elements at once. One slope belongs to one element: move that one and leave the others."""
# diagnosis: none

from collections.abc import Callable

from torch import Tensor


def numeric_gradient(f: Callable[[Tensor], Tensor], x: Tensor, step: float) -> Tensor:
    return (f(x + step) - f(x - step)) / (2 * step)
