"""`x *= x` writes into x itself, which autograd does not allow for a leaf. Make a new tensor: `x * x`."""
# diagnosis: update_in_graph

from torch import Tensor


def square(x: Tensor) -> Tensor:
    x *= x
    return x
