"""One small step after another, with broadcasting in place of a matrix product."""

import torch
from torch import Tensor, nn


def weight_gradient(layer: nn.Linear, x: Tensor) -> Tensor:
    layer.weight.grad = None
    output = layer(x)
    output.backward(torch.ones_like(output))
    return layer.weight.grad.clone()


class Affine(nn.Module):
    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(out_features, in_features))
        self.bias = nn.Parameter(torch.ones(out_features))

    def forward(self, x: Tensor) -> Tensor:
        products = x[:, None, :] * self.weight[None, :, :]
        return products.sum(dim=-1) + self.bias


def mse(prediction: Tensor, target: Tensor) -> Tensor:
    error = torch.sub(target, prediction)
    total = error.pow(2).sum()
    return total / prediction.numel()


class TwoLayer(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        super().__init__()
        self.add_module("hidden", nn.Linear(in_features, hidden_features))
        self.add_module("output", nn.Linear(hidden_features, out_features))

    def forward(self, x: Tensor) -> Tensor:
        x = self.hidden(x)
        x = x * (x > 0)
        return self.output(x)


def layer_by_hand(layer: nn.Linear, x: Tensor, cotangent: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    weight, bias = layer.weight.detach(), layer.bias.detach()
    output = (x[:, None, :] * weight[None, :, :]).sum(dim=-1) + bias
    of_x = (cotangent[:, :, None] * weight[None, :, :]).sum(dim=1)
    of_weight = torch.zeros_like(weight)
    of_bias = torch.zeros_like(bias)
    for row, counts in zip(x, cotangent, strict=True):
        of_weight += torch.outer(counts, row)
        of_bias += counts
    return output, of_x, of_weight, of_bias


def parameter_count(sizes: list[int], bias: bool = True) -> int:
    count = 0
    for i in range(1, len(sizes)):
        count += (sizes[i - 1] + int(bias)) * sizes[i]
    return count


class LogisticRegression(nn.Module):
    def __init__(self, in_features: int) -> None:
        super().__init__()
        self.linear = nn.Linear(in_features, 1)

    def forward(self, x: Tensor) -> Tensor:
        scores = self.linear(x)
        probabilities = 1 / (1 + torch.exp(-scores))
        return probabilities[:, 0]

    def predict(self, x: Tensor) -> Tensor:
        answers = torch.zeros(len(x), dtype=torch.int64)
        answers[self(x) >= 0.5] = 1
        return answers


def fresh_start(layer: nn.Linear) -> nn.Linear:
    spread = (2 / layer.in_features) ** 0.5
    layer.weight.data = torch.randn(layer.out_features, layer.in_features) * spread
    if layer.bias is not None:
        layer.bias.data.fill_(0.0)
    return layer


class FrozenFeatures(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        super().__init__()
        self.head = nn.Linear(hidden_features, out_features)
        self.features = nn.Linear(in_features, hidden_features)
        for parameter in self.features.parameters():
            parameter.requires_grad = False

    def forward(self, x: Tensor) -> Tensor:
        features = self.features(x)
        features = torch.where(features > 0, features, torch.zeros_like(features))
        return self.head(features)
