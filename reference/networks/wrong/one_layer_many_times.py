"""`[layer] * depth` is one layer many times, with one weight for all. Make a new layer in each turn of the loop."""

# diagnosis: none

import torch
from torch import Tensor, nn


class DeepNetwork(nn.Module):
    def __init__(self, width: int, depth: int, classes: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(width, width)] * depth)
        self.head = nn.Linear(width, classes)

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = torch.tanh(layer(x))
        return self.head(x)
