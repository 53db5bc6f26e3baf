"""`clone()` copies the values but stays in the graph. `detach()` is what takes a tensor out of it."""
# diagnosis: not_detached

from torch import Tensor


def frozen(x: Tensor) -> Tensor:
    return x.clone()
