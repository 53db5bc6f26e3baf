"""You clear the gradient in each turn, so only the last backward is left. Here they should add up."""
# diagnosis: none

from torch import Tensor


def accumulated(x: Tensor, times: int) -> Tensor:
    for _ in range(times):
        x.grad = None
        (x**2).sum().backward()
    return x.grad
