"""You return the tensor alone. Count the turns and return both: `return x, turns`."""
# diagnosis: wrong_length

from torch import Tensor


def halve(x: Tensor, bound: float) -> Tensor:
    while x.norm() > bound:
        x = x / 2
    return x
