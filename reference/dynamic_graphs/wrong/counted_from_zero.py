"""You return the index of the last layer. How many were used is one more."""
# diagnosis: offset

import torch
from torch import Tensor, nn


class EarlyExit(nn.Module):
    def __init__(self, features: int, classes: int, depth: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(features, features) for _ in range(depth))
        self.heads = nn.ModuleList(nn.Linear(features, classes) for _ in range(depth))

    def forward(self, x: Tensor, sure: float) -> tuple[Tensor, int]:
        for used, (layer, head) in enumerate(zip(self.layers, self.heads, strict=True)):
            x = torch.relu(layer(x))
            scores = head(x)
            if torch.softmax(scores, dim=0).max() >= sure:
                break
        return scores, used
