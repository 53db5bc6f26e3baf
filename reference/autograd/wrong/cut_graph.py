"""The values are right, but nothing leads back to x: `.data`, `.detach()` and `.numpy()` all leave the graph. Compute
with x itself."""
# diagnosis: graph_cut

from torch import Tensor


def square(x: Tensor) -> Tensor:
    return x.data**2
