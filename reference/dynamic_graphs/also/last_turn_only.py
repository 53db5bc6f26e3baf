"""Search without a graph, and record what counts for the gradient."""

import torch
from torch import Tensor, nn


def reflect(x: Tensor) -> Tensor:
    slope, number = 1, x.item()
    while abs(number) > 1:
        number = _reflected(number)
        slope = -slope
    return slope * x + (number - slope * x.item())


def _reflected(number: float) -> float:
    return 2 - number if number > 1 else -2 - number


def kepler(M: Tensor, e: Tensor) -> Tensor:
    with torch.no_grad():
        E = M.clone()
        for _ in range(60):
            E -= (E - e * E.sin() - M) / (1 - e * E.cos())
    return E - (E - e * E.sin() - M) / (1 - e * E.cos())


class EarlyExit(nn.Module):
    def __init__(self, features: int, classes: int, depth: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(features, features) for _ in range(depth))
        self.heads = nn.ModuleList(nn.Linear(features, classes) for _ in range(depth))

    def forward(self, x: Tensor, sure: float) -> tuple[Tensor, int]:
        for used, layer in enumerate(self.layers, start=1):
            x = nn.functional.relu(layer(x))
            with torch.no_grad():
                probability = self.heads[used - 1](x).softmax(dim=-1).max().item()
            if probability >= sure:
                break
        return self.heads[used - 1](x), used
