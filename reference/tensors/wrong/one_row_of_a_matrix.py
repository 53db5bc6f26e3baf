"""The list has its brackets already; one more pair makes a matrix with a single row. Pass `values` as they are."""

# diagnosis: extra_dimension

import torch
from torch import Tensor


def vector(values: list[float]) -> Tensor:
    return torch.tensor([values])
