"""You call `.to(device)` and throw away what it returns. It does not move a tensor, it returns another: keep that."""
# diagnosis: wrong_device

from torch import Tensor


def moved_sum(a: Tensor, b: Tensor, device: str) -> Tensor:
    a.to(device)
    b.to(device)
    return a + b
