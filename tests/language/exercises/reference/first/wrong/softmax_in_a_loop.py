"""The source: a loop over the rows."""

import torch
from torch import Tensor


def softmax(x: Tensor, dim: int) -> Tensor:
    rows = []
    for row in x:
        powers = (row - row.amax()).exp()
        rows.append(powers / powers.sum())
    return torch.stack(rows)
