"""A plain Python list hides its layers from the module, so `parameters()` finds only the head. Use `nn.ModuleList`
instead of `[]`."""
# diagnosis: plain_list

import torch
from torch import nn


class DeepNetwork(nn.Module):
    def __init__(self, width: int, depth: int, classes: int) -> None:
        super().__init__()
        self.layers = []
        for _ in range(depth):
            self.layers.append(nn.Linear(width, width))
        self.head = nn.Linear(width, classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for layer in self.layers:
            x = layer(x)
            x = torch.tanh(x)
        return self.head(x)
