"""With a `dim`, `max` gives you a pair: values and places. `amax(dim=(2, 3))` gives the largest numbers alone."""

# diagnosis: none

import torch
from torch import Tensor


def global_pool(x: Tensor) -> Tensor:
    return torch.cat((x.mean(dim=(2, 3)), x.max(dim=2).max(dim=2)), dim=1)
