"""You go on when the length is exactly `bound`. At most means that it may be as long: ask `>`."""
# diagnosis: none

from torch import Tensor


def halve(x: Tensor, bound: float) -> tuple[Tensor, int]:
    turns = 0
    while x.norm() >= bound:
        x = x / 2
        turns += 1
    return x, turns
