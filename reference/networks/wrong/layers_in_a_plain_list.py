"""The layers stand in a Python list, which hides them from `parameters()`. Put them into an `nn.ModuleList`."""

# diagnosis: plain_list

import torch
from torch import Tensor, nn


class DeepNetwork(nn.Module):
    def __init__(self, width: int, depth: int, classes: int) -> None:
        super().__init__()
        self.layers = [nn.Linear(width, width) for _ in range(depth)]
        self.head = nn.Linear(width, classes)

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = torch.tanh(layer(x))
        return self.head(x)
