"""`x *= x` writes into x itself, which autograd does not allow for a leaf. Make a new tensor: `x * x`."""

from torch import Tensor


def square(x: Tensor) -> Tensor:
    x *= x
    return x
