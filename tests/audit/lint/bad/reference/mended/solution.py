"""What the exercises of both assignments are about; the faults are in the specification."""

import torch
from torch import nn


def softmax(x, dim=-1):
    return torch.softmax(x, dim)


def layer_norm(x):
    return torch.nn.functional.layer_norm(x, x.shape[-1:])


def linear(x, weight, bias):
    return x @ weight.T + bias


def double(x):
    return 2 * x


def slope_of_softmax(x, weight=1.0):
    (torch.softmax(x, -1) * weight).sum().backward()
    return x.grad


def residue(x):
    return x - x.detach()


def is_leaf(x):
    return x.is_leaf


def matmul(a, b):
    return a @ b


def noise(rows, columns):
    return torch.rand(rows, columns)


def first_row(x):
    return x[0]


def take(x, k):
    return x[:k]


def scaled(x, factor):
    return x * factor


def as_double(x):
    return x.to(torch.float64)


def add_one(x):
    x += 1
    return x


def mean(x):
    return x.mean()


class Affine(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features))
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return x @ self.weight.T + self.bias
