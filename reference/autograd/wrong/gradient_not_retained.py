"""h is no leaf, so its gradient is thrown away and `h.grad` is None. Call `h.retain_grad()` before backward."""
# diagnosis: non_leaf

from torch import Tensor


def middle_gradient(w: Tensor, x: Tensor) -> tuple[Tensor, Tensor]:
    h = w * x
    (h**3).sum().backward()
    return h.grad, w.grad
