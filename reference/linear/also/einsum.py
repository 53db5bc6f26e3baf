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


def layer_by_hand(layer: nn.Linear, x: Tensor, cotangent: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    output = torch.einsum("oi,bi->bo", layer.weight, x) + layer.bias
    of_x = torch.einsum("bo,oi->bi", cotangent, layer.weight)
    return output, of_x, torch.einsum("bo,bi->oi", cotangent, x), torch.einsum("bo->o", cotangent)


class LogisticRegression(nn.Module):
    def __init__(self, in_features: int) -> None:
        super().__init__()
        self.linear = nn.Linear(in_features, 1)

    def scores(self, x: Tensor) -> Tensor:
        return torch.einsum("i,bi->b", self.linear.weight[0], x) + self.linear.bias

    def forward(self, x: Tensor) -> Tensor:
        return self.scores(x).sigmoid()

    def predict(self, x: Tensor) -> Tensor:
        return torch.where(self.scores(x) >= 0, 1, 0)


class TiedAutoencoder(nn.Module):
    def __init__(self, in_features: int, code_features: int) -> None:
        super().__init__()
        self.output_bias = nn.Parameter(torch.randn(in_features))
        self.code_bias = nn.Parameter(torch.randn(code_features))
        self.weight = nn.Parameter(torch.rand(code_features, in_features))

    def forward(self, x: Tensor) -> Tensor:
        code = (torch.einsum("ci,bi->bc", self.weight, x) + self.code_bias).clamp(min=0)
        return torch.einsum("ci,bc->bi", self.weight, code) + self.output_bias


class LowRank(nn.Module):
    def __init__(self, base: nn.Linear, rank: int) -> None:
        super().__init__()
        self.up = nn.Parameter(base.weight.new_zeros(base.out_features, rank))
        self.down = nn.Parameter(torch.rand(rank, base.in_features) + 0.1)
        self.base = base
        for parameter in base.parameters():
            parameter.requires_grad = False

    def forward(self, x: Tensor) -> Tensor:
        return self.base(x) + torch.einsum("or,ri,bi->bo", self.up, self.down, x)
