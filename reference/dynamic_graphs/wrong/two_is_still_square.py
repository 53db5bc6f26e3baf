"""You let the middle piece reach up to 2 itself. There the last piece begins, with a slope of -2: ask `x < 2`."""
# diagnosis: none

from torch import Tensor


def three_pieces(x: Tensor) -> Tensor:
    if x < 0:
        return -2 * x
    if x <= 2:
        return x**2
    return 8 - 2 * x
