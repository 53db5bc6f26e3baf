"""The values are right, but `.data` leaves the graph behind, so no gradient can flow. Compute with x itself."""
# diagnosis: graph_cut

from torch import Tensor


def square(x: Tensor) -> Tensor:
    return x.data**2
