"""`.numpy()` makes a NumPy array. The values have left the graph after `detach()`; return that tensor."""
# diagnosis: not_a_tensor

from torch import Tensor


def frozen(x: Tensor) -> Tensor:
    return x.detach().numpy()
