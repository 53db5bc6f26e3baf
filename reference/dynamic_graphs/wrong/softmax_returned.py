"""You return probabilities. Return the scores as the head gives them; the softmax only says when to leave."""
# diagnosis: activation_twice

import torch
from torch import Tensor, nn


class EarlyExit(nn.Module):
    def __init__(self, features: int, classes: int, depth: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(features, features) for _ in range(depth))
        self.heads = nn.ModuleList(nn.Linear(features, classes) for _ in range(depth))

    def forward(self, x: Tensor, sure: float) -> tuple[Tensor, int]:
        used = 0
        for layer, head in zip(self.layers, self.heads, strict=True):
            x = torch.relu(layer(x))
            scores = torch.softmax(head(x), dim=0)
            used += 1
            if scores.max() >= sure:
                break
        return scores, used
