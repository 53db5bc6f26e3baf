"""The functions that torch has for it."""

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Affine(nn.Module):
    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__()
        self.bias = nn.Parameter(torch.empty(out_features).uniform_(-1, 1))
        self.weight = nn.Parameter(torch.empty(out_features, in_features))
        nn.init.kaiming_uniform_(self.weight)

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight, self.bias)


def mse(prediction: Tensor, target: Tensor) -> Tensor:
    return F.mse_loss(prediction, target)


class TwoLayer(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(in_features, hidden_features)
        self.activation = nn.ReLU()
        self.output = nn.Linear(hidden_features, out_features)

    def forward(self, x: Tensor) -> Tensor:
        return self.output(self.activation(self.hidden(x)))


def layer_by_hand(layer: nn.Linear, x: Tensor, cotangent: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    with torch.no_grad():
        return layer(x), F.linear(cotangent, layer.weight.T), F.linear(cotangent.T, x.T), torch.sum(cotangent, 0)


def parameter_count(sizes: list[int], bias: bool = True) -> int:
    layers = nn.ModuleList(nn.Linear(*widths, bias=bias) for widths in pairwise(sizes))
    return sum(parameter.numel() for parameter in layers.parameters())


class LogisticRegression(nn.Module):
    def __init__(self, in_features: int) -> None:
        super().__init__()
        self.linear = nn.Linear(in_features, 1)
        self.probability = nn.Sequential(self.linear, nn.Flatten(0), nn.Sigmoid())

    def forward(self, x: Tensor) -> Tensor:
        return self.probability(x)

    def predict(self, x: Tensor) -> Tensor:
        return self(x).ge(0.5).to(torch.int64)


def fresh_start(layer: nn.Linear) -> nn.Linear:
    nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    if layer.bias is not None:
        nn.init.zeros_(layer.bias)
    return layer


class FrozenFeatures(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        super().__init__()
        self.features = nn.Linear(in_features, hidden_features).requires_grad_(False)
        self.activation = nn.ReLU()
        self.head = nn.Linear(hidden_features, out_features)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.activation(self.features(x)))


class TiedAutoencoder(nn.Module):
    def __init__(self, in_features: int, code_features: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(code_features, in_features))
        nn.init.xavier_uniform_(self.weight)
        self.code_bias = nn.Parameter(torch.ones(code_features))
        self.output_bias = nn.Parameter(torch.ones(in_features))

    def forward(self, x: Tensor) -> Tensor:
        code = F.relu(F.linear(x, self.weight, self.code_bias))
        return F.linear(code, self.weight.T, self.output_bias)


class LowRank(nn.Module):
    def __init__(self, base: nn.Linear, rank: int) -> None:
        super().__init__()
        self.base = base
        self.base.weight.requires_grad_(False)
        self.base.bias.requires_grad_(False)
        self.down = nn.Parameter(torch.randn(rank, base.in_features) * 0.01)
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.base.weight + self.up @ self.down, self.base.bias)
