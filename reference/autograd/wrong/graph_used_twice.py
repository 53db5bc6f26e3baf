"""backward frees the graph that it used. Compute x² again inside the loop, then call backward on that."""
# diagnosis: second_backward

from torch import Tensor


def accumulated(x: Tensor, times: int) -> Tensor:
    total = (x**2).sum()
    for _ in range(times):
        total.backward()
    return x.grad
