"""You make h a fresh leaf, and that cuts the way back to w. Keep h in the graph and call `h.retain_grad()`."""
# diagnosis: none

from torch import Tensor


def middle_gradient(w: Tensor, x: Tensor) -> tuple[Tensor, Tensor]:
    h = (w * x).detach().requires_grad_()
    (h**3).sum().backward()
    return h.grad, w.grad
