"""NumPy knows no gradients, so torch refuses while x requires grad. Leave the graph first: `x.detach()`."""
# diagnosis: numpy_of_graph

import numpy as np
from torch import Tensor


def to_numpy(x: Tensor) -> np.ndarray:
    return x.cpu().float().numpy().copy()
