"""You let the ball come in again on the other side. A wall turns it round: beyond 1 the number becomes 2 - x."""
# diagnosis: none

from torch import Tensor


def reflect(x: Tensor) -> Tensor:
    while x.abs() > 1:
        x = x - 2 if x > 1 else x + 2
    return x
