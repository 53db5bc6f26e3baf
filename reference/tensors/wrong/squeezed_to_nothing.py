"""`squeeze()` drops every dimension of size 1, also the only one of a list with a single number. Leave it out."""

# diagnosis: batch_squeezed

import torch
from torch import Tensor


def vector(values: list[float]) -> Tensor:
    return torch.tensor(values, dtype=torch.float32).squeeze()
