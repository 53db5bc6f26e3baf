"""The dtype: floats in place of whole numbers."""

import torch
from torch import Tensor


def vector() -> Tensor:
    return torch.tensor([1.0, 2.0, 3.0])
