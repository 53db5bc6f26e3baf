"""The first line of `__init__` must be `super().__init__()`; without it a module cannot hold parameters."""

# diagnosis: super_missing

import torch
from torch import Tensor, nn


class Affine(nn.Module):
    def __init__(self, in_features: int, out_features: int) -> None:
        self.weight = nn.Parameter(torch.randn(out_features, in_features))
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight.T + self.bias
