"""Sums written by their indices."""

import torch
from torch import Tensor, nn


def weight_gradient(layer: nn.Linear, x: Tensor) -> Tensor:
    rows = x.reshape(-1, layer.in_features)
    return torch.einsum("bo,bi->oi", torch.ones(len(rows), layer.out_features), rows)


class Affine(nn.Module):
    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.rand(out_features, in_features) - 0.5)
        self.bias = nn.Parameter(torch.rand(out_features))

    def forward(self, x: Tensor) -> Tensor:
        return torch.einsum("oi,bi->bo", self.weight, x) + self.bias


def mse(prediction: Tensor, target: Tensor) -> Tensor:
    difference = (prediction - target).flatten()
    return torch.einsum("i,i->", difference, difference) / difference.numel()


class TwoLayer(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        super().__init__()
        self.output = nn.Linear(hidden_features, out_features)
        self.hidden = nn.Linear(in_features, hidden_features)

    def forward(self, x: Tensor) -> Tensor:
        bent = (torch.einsum("hi,bi->bh", self.hidden.weight, x) + self.hidden.bias).clamp(min=0)
        return torch.einsum("oh,bh->bo", self.output.weight, bent) + self.output.bias
