"""You multiply x by two. Squaring multiplies x by itself: `x**2`."""
# diagnosis: none

from torch import Tensor


def square(x: Tensor) -> Tensor:
    return x * 2
