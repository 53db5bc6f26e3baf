"""`requires_grad_(False)` switches off x itself, for everybody who uses it. Return a new tensor: `x.detach()`."""
# diagnosis: no_requires_grad

from torch import Tensor


def frozen(x: Tensor) -> Tensor:
    return x.requires_grad_(False)
