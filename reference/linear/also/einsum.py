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
