"""The decimals are lost: a LongTensor holds whole numbers only. `torch.tensor(values)` finds the dtype that fits."""

# diagnosis: truncated

import torch
from torch import Tensor


def vector(values: list[float]) -> Tensor:
    return torch.LongTensor([int(value) for value in values])
