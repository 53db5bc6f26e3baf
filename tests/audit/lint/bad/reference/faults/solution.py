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


def attention(q, k, v):
    return torch.softmax(q @ k.mT / q.shape[-1] ** 0.5, -1) @ v


def cross_entropy(x, y):
    return torch.nn.functional.cross_entropy(x, y)


def padded(logits, targets, pad):
    return torch.nn.functional.cross_entropy(logits, targets, ignore_index=pad)


def tempered(x, temperature):
    return torch.softmax(x / temperature, -1)


def flat(x):
    return x.reshape(len(x), -1)


def root(x):
    if x < 0:
        raise ValueError("a negative number has no root")
    return x**0.5


def show(x):
    print(f"loss {(x**2).sum().item():.2f}")


def clip(x):
    return x.clamp_(-1, 1)


def ascending(x):
    return x.sort().values


def running(x):
    return x.cumsum(0)


def ones(x):
    return torch.ones_like(x)


class Affine(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features))
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return x @ self.weight.T + self.bias


class Noisy(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.noise = nn.Parameter(torch.randn(width))

    def forward(self, x):
        return x + self.noise if self.training else x


class Descent:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.velocities = [torch.zeros_like(each) for each in self.params]

    @torch.no_grad()
    def step(self):
        for each, velocity in zip(self.params, self.velocities, strict=True):
            velocity.mul_(self.momentum).add_(each.grad)
            each.sub_(self.lr * velocity)
