"""You divide before you look. If x is short enough to begin with, nothing is divided: use `while` and look first."""
# diagnosis: none

from torch import Tensor


def halve(x: Tensor, bound: float) -> tuple[Tensor, int]:
    turns = 0
    while True:
        x = x / 2
        turns += 1
        if x.norm() <= bound:
            return x, turns
