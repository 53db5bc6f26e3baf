"""The ones are on the right device, but float32, whatever x is. Say `dtype=x.dtype` too."""
# diagnosis: default_dtype

import torch
from torch import Tensor


def column_of_ones(x: Tensor) -> Tensor:
    return torch.cat([x.float(), torch.ones(len(x), 1, device=x.device)], dim=1)
