"""Your array lies in the memory of x, so it changes whenever x does. End with `.copy()`."""
# diagnosis: aliasing

import numpy as np
from torch import Tensor


def to_numpy(x: Tensor) -> np.ndarray:
    return x.detach().cpu().float().numpy()
