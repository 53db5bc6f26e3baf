"""Layers in a Python list are not found, so they are never trained. Use nn.ModuleList."""
# diagnosis: plain_list

import torch
from torch import Tensor, nn


class EarlyExit(nn.Module):
    def __init__(self, features: int, classes: int, depth: int) -> None:
        super().__init__()
        self.layers = [nn.Linear(features, features) for _ in range(depth)]
        self.heads = [nn.Linear(features, classes) for _ in range(depth)]

    def forward(self, x: Tensor, sure: float) -> tuple[Tensor, int]:
        used = 0
        for layer, head in zip(self.layers, self.heads, strict=True):
            x = torch.relu(layer(x))
            scores = head(x)
            used += 1
            if torch.softmax(scores, dim=0).max() >= sure:
                break
        return scores, used
