"""You let torch choose the dtype, and of whole numbers it makes int64. Say `dtype=torch.float32`."""

# diagnosis: integers

import torch
from torch import Tensor


def vector(values: list[float]) -> Tensor:
    return torch.tensor(values)
