"""You put a tanh behind the head too, and nothing beyond -1 and 1 comes out. The head is the last step."""

# diagnosis: activation_twice

import torch
from torch import Tensor, nn


class DeepNetwork(nn.Module):
    def __init__(self, width: int, depth: int, classes: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(width, width) for _ in range(depth))
        self.head = nn.Linear(width, classes)

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = torch.tanh(layer(x))
        return torch.tanh(self.head(x))
