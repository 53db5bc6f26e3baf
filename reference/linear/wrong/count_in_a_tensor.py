"""The number is right, but it is a tensor. `.item()` makes a Python number of it."""

# diagnosis: tensor_not_number

from itertools import pairwise

import torch
from torch import Tensor, nn


def parameter_count(sizes: list[int], bias: bool = True) -> Tensor:
    layers = [nn.Linear(*widths, bias=bias) for widths in pairwise(sizes)]
    return torch.tensor([p.numel() for layer in layers for p in layer.parameters()], dtype=torch.int64).sum()
