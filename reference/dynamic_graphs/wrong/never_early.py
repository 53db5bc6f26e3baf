"""You always go through all layers. Leave the loop as soon as the largest probability is at least `sure`."""
# diagnosis: none

import torch
from torch import Tensor, nn


class EarlyExit(nn.Module):
    def __init__(self, features: int, classes: int, depth: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(features, features) for _ in range(depth))
        self.heads = nn.ModuleList(nn.Linear(features, classes) for _ in range(depth))

    def forward(self, x: Tensor, sure: float) -> tuple[Tensor, int]:
        for layer in self.layers:
            x = torch.relu(layer(x))
        return self.heads[-1](x), len(self.layers)
