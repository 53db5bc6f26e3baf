"""The first line of `__init__` must be `super().__init__()`; without it a module cannot hold layers."""

# diagnosis: super_missing

import torch
from torch import Tensor, nn


class DeepNetwork(nn.Module):
    def __init__(self, width: int, depth: int, classes: int) -> None:
        self.layers = nn.ModuleList(nn.Linear(width, width) for _ in range(depth))
        self.head = nn.Linear(width, classes)

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = torch.tanh(layer(x))
        return self.head(x)
