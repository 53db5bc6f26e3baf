import torch
from torch import nn


def weight_gradient(layer, x):
    out = layer(x)
    out.backward()
    return layer.weight.grad


class Affine(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_features, out_features))
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return x @ self.weight + self.bias


def mse(prediction, target):
    return ((prediction - target) ** 2).sum()
