"""Functions that call themselves in place of loops."""

import torch
from torch import Tensor, nn


def halve(x: Tensor, bound: float) -> tuple[Tensor, int]:
    if x.norm() <= bound:
        return x, 0
    rest, turns = halve(x * 0.5, bound)
    return rest, turns + 1


def reflect(x: Tensor) -> Tensor:
    if x > 1:
        return reflect(2 - x)
    return reflect(-2 - x) if x < -1 else x


def kepler(M: Tensor, e: Tensor, E: Tensor | None = None) -> Tensor:
    E = M if E is None else E
    step = (E - e * torch.sin(E) - M) / (1 - e * torch.cos(E))
    return E - step if step.abs().max() <= 1e-9 else kepler(M, e, E - step)


class Repeated(nn.Module):
    def __init__(self, features: int) -> None:
        super().__init__()
        self.layer = nn.Linear(features, features)

    def forward(self, x: Tensor, depth: int) -> Tensor:
        return x if depth == 0 else self(self.layer(x).tanh() + x, depth - 1)


class EarlyExit(nn.Module):
    def __init__(self, features: int, classes: int, depth: int) -> None:
        super().__init__()
        self.heads = nn.ModuleList([nn.Linear(features, classes) for _ in range(depth)])
        self.layers = nn.ModuleList([nn.Linear(features, features) for _ in range(depth)])

    def forward(self, x: Tensor, sure: float, at: int = 0) -> tuple[Tensor, int]:
        x = self.layers[at](x).clamp(min=0)
        scores = self.heads[at](x)
        sure_of_it = bool((scores.log_softmax(dim=0).exp() >= sure).any())
        return (scores, at + 1) if sure_of_it or at + 1 == len(self.layers) else self(x, sure, at + 1)
