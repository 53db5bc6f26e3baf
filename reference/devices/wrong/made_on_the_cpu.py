"""You make the ones on the CPU, and as float32, wherever x is. Say `device=x.device, dtype=x.dtype`."""
# diagnosis: device_mixed

import torch
from torch import Tensor


def column_of_ones(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones(len(x), 1)], dim=1)
