"""The power: twice x in place of x squared."""

from torch import Tensor


def square(x: Tensor) -> Tensor:
    return x * 2
