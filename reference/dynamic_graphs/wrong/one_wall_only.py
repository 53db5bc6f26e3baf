"""You reflect once. A ball that comes from far hits the walls several times: use `while`, not `if`."""
# diagnosis: none

from torch import Tensor


def reflect(x: Tensor) -> Tensor:
    if x > 1:
        return 2 - x
    if x < -1:
        return -2 - x
    return x
