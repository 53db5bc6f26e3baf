"""The building blocks of networks: one right answer to each exercise."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def conv_output_size(size: int, kernel: int, stride: int, padding: int) -> int:
    room = size + 2 * padding - kernel
    if room < 0:
        raise ValueError(f"a kernel of {kernel} does not fit into {size + 2 * padding}")
    return room // stride + 1


def convolve(x: Tensor, weight: Tensor, bias: Tensor, stride: int, padding: int) -> Tensor:
    high, wide = weight.shape[2:]
    padded = F.pad(x, (padding, padding, padding, padding))
    patches = padded.unfold(2, high, stride).unfold(3, wide, stride)
    return torch.einsum("bchwkl,ockl->bohw", patches, weight) + bias.view(-1, 1, 1)


def max_pool(x: Tensor, window: int, stride: int) -> Tensor:
    return x.unfold(2, window, stride).unfold(3, window, stride).amax(dim=(-2, -1))


def global_pool(x: Tensor) -> Tensor:
    return torch.hstack((x.mean(dim=(2, 3)), x.amax(dim=(2, 3))))


class LayerNorm(nn.Module):
    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.eps = eps
        self.gamma = nn.Parameter(torch.ones(width))
        self.beta = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        centred = x - x.mean(dim=-1, keepdim=True)
        variance = (centred**2).mean(dim=-1, keepdim=True)
        return self.gamma * centred / (variance + self.eps).sqrt() + self.beta


class BatchNorm(nn.Module):
    def __init__(self, features: int, eps: float, momentum: float) -> None:
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.gamma = nn.Parameter(torch.ones(features))
        self.beta = nn.Parameter(torch.zeros(features))
        self.register_buffer("running_mean", torch.zeros(features))
        self.register_buffer("running_var", torch.ones(features))

    def forward(self, x: Tensor) -> Tensor:
        mean, variance = self.running_mean, self.running_var
        if self.training:
            mean, variance = x.mean(dim=0), x.var(dim=0, correction=0)
            with torch.no_grad():
                self.running_mean.lerp_(mean, self.momentum)
                self.running_var.lerp_(x.var(dim=0), self.momentum)
        return self.gamma * (x - mean) / (variance + self.eps).sqrt() + self.beta


class Dropout(nn.Module):
    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        kept = torch.bernoulli(torch.full_like(x, 1 - self.p))
        return x * kept / (1 - self.p)


class ResidualBlock(nn.Module):
    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.inner = nn.Linear(width, hidden)
        self.outer = nn.Linear(hidden, width)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.outer(torch.relu(self.inner(self.norm(x))))


class DeepNetwork(nn.Module):
    def __init__(self, width: int, depth: int, classes: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(width, width) for _ in range(depth))
        self.head = nn.Linear(width, classes)

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = torch.tanh(layer(x))
        return self.head(x)


class Embedding(nn.Module):
    def __init__(self, count: int, width: int, padding_index: int | None) -> None:
        super().__init__()
        self.padding_index = padding_index
        self.weight = nn.Parameter(torch.randn(count, width))

    def forward(self, tokens: Tensor) -> Tensor:
        rows = self.weight[tokens]
        if self.padding_index is None:
            return rows
        return rows.masked_fill((tokens == self.padding_index).unsqueeze(-1), 0.0)


def positional_encoding(length: int, width: int) -> Tensor:
    rates = 10000.0 ** (-torch.arange(0, width, 2) / width)
    angles = torch.outer(torch.arange(length), rates)
    return torch.stack((angles.sin(), angles.cos()), dim=-1).flatten(1)


def attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    scores = q @ k.mT / q.shape[-1] ** 0.5
    return scores.softmax(dim=-1) @ v


def causal_attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    scores = q @ k.mT / q.shape[-1] ** 0.5
    later = torch.ones_like(scores, dtype=torch.bool).triu(1)
    return scores.masked_fill(later, -torch.inf).softmax(dim=-1) @ v


class MultiHeadAttention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width, bias=False)
        self.key = nn.Linear(width, width, bias=False)
        self.value = nn.Linear(width, width, bias=False)
        self.output = nn.Linear(width, width, bias=False)

    def split(self, x: Tensor) -> Tensor:
        """(B, S, W) to (B, H, S, W / H)."""
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)

    def forward(self, x: Tensor) -> Tensor:
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        weights = (q @ k.mT / q.shape[-1] ** 0.5).softmax(dim=-1)
        return self.output((weights @ v).transpose(1, 2).flatten(2))


class SmallClassifier(nn.Module):
    def __init__(self, channels: int, filters: int, classes: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, filters, 3, padding=1)
        self.conv2 = nn.Conv2d(filters, 2 * filters, 3, padding=1)
        self.head = nn.Linear(2 * filters, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = F.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.relu(self.conv2(x)).mean(dim=(2, 3))
        return self.head(x)
