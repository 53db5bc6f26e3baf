"""You run backward once for x and once for y. One backward fills both; the second adds everything again."""
# diagnosis: accumulated

from torch import Tensor


def partials(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    f = (x**2 * y + y**3).sum()
    f.backward(retain_graph=True)
    f.backward()
    return x.grad, y.grad
