"""Loops and small steps, as one would do it on paper."""

import math

import torch
from torch import Tensor, nn


def conv_output_size(size: int, kernel: int, stride: int, padding: int) -> int:
    places = len(range(0, size + 2 * padding - kernel + 1, stride))
    if places == 0:
        raise ValueError("it does not fit")
    return places


def convolve(x: Tensor, weight: Tensor, bias: Tensor, stride: int, padding: int) -> Tensor:
    batch, channels, high, wide = x.shape
    padded = torch.zeros(batch, channels, high + 2 * padding, wide + 2 * padding, dtype=x.dtype)
    padded[:, :, padding : padding + high, padding : padding + wide] = x
    rows = []
    for top in range(0, padded.shape[2] - weight.shape[2] + 1, stride):
        row = []
        for left in range(0, padded.shape[3] - weight.shape[3] + 1, stride):
            patch = padded[:, None, :, top : top + weight.shape[2], left : left + weight.shape[3]]
            row.append((patch * weight).sum(dim=(2, 3, 4)) + bias)
        rows.append(torch.stack(row, dim=-1))
    return torch.stack(rows, dim=-2)


def max_pool(x: Tensor, window: int, stride: int) -> Tensor:
    rows = []
    for top in range(0, x.shape[2] - window + 1, stride):
        row = []
        for left in range(0, x.shape[3] - window + 1, stride):
            patch = x[:, :, top : top + window, left : left + window]
            row.append(patch.flatten(2).max(dim=-1).values)
        rows.append(torch.stack(row, dim=-1))
    return torch.stack(rows, dim=-2)


def global_pool(x: Tensor) -> Tensor:
    pixels = x.reshape(x.shape[0], x.shape[1], -1)
    means = pixels.sum(-1) / pixels.shape[-1]
    largest = pixels.sort(dim=-1).values[..., -1]
    return torch.hstack((means, largest))


class LayerNorm(nn.Module):
    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.width, self.eps = width, eps
        self.beta = nn.Parameter(torch.full((width,), 0.0))
        self.gamma = nn.Parameter(torch.full((width,), 1.0))

    def forward(self, x: Tensor) -> Tensor:
        mean = x.sum(-1, keepdim=True) / self.width
        variance = (x * x).sum(-1, keepdim=True) / self.width - mean * mean
        return (x - mean) * torch.rsqrt(variance + self.eps) * self.gamma + self.beta


class BatchNorm(nn.Module):
    def __init__(self, features: int, eps: float, momentum: float) -> None:
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.register_buffer("running_var", torch.ones(features))
        self.register_buffer("running_mean", torch.zeros(features))
        self.gamma = nn.Parameter(torch.ones(features))
        self.beta = nn.Parameter(torch.zeros(features))

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            scale = self.gamma / torch.sqrt(self.running_var + self.eps)
            return x * scale + (self.beta - self.running_mean * scale)
        batch = x.shape[0]
        mean = x.sum(0) / batch
        squares = ((x - mean) ** 2).sum(0)
        share = self.momentum
        self.running_mean = (1 - share) * self.running_mean + share * mean.detach()
        self.running_var = (1 - share) * self.running_var + share * squares.detach() / (batch - 1)
        return self.gamma * ((x - mean) / torch.sqrt(squares / batch + self.eps)) + self.beta


class Dropout(nn.Module):
    def __init__(self, p: float) -> None:
        super().__init__()
        self.keep = 1 - p

    def forward(self, x: Tensor) -> Tensor:
        if self.training:
            x = torch.where(torch.rand(x.shape) < self.keep, x / self.keep, 0.0)
        return x


class ResidualBlock(nn.Module):
    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.outer = nn.Linear(hidden, width)
        self.inner = nn.Linear(width, hidden)
        self.norm = nn.LayerNorm(width)

    def forward(self, x: Tensor) -> Tensor:
        centred = x - x.mean(-1, keepdim=True)
        spread = ((centred**2).mean(-1, keepdim=True) + 1e-5).sqrt()
        y = centred / spread * self.norm.weight + self.norm.bias
        y = (y @ self.inner.weight.T + self.inner.bias).clamp(min=0)
        return y @ self.outer.weight.T + self.outer.bias + x


class DeepNetwork(nn.Module):
    def __init__(self, width: int, depth: int, classes: int) -> None:
        super().__init__()
        self.head = nn.Linear(width, classes)
        self.layers = nn.ModuleList()
        while len(self.layers) < depth:
            self.layers.append(nn.Linear(width, width))

    def forward(self, x: Tensor) -> Tensor:
        for i in range(len(self.layers)):
            x = 2 * torch.sigmoid(2 * self.layers[i](x)) - 1
        return self.head(x)


class Embedding(nn.Module):
    def __init__(self, count: int, width: int, padding_index: int | None) -> None:
        super().__init__()
        self.padding_index = padding_index
        self.weight = nn.Parameter(torch.rand(count, width))

    def forward(self, tokens: Tensor) -> Tensor:
        zeros = torch.zeros(self.weight.shape[1])
        rows = [zeros if token == self.padding_index else self.weight[token] for token in tokens.flatten().tolist()]
        return torch.stack(rows).reshape(*tokens.shape, -1)


def positional_encoding(length: int, width: int) -> Tensor:
    table = torch.zeros(length, width)
    for p in range(length):
        for i in range(width // 2):
            angle = p / 10000 ** (2 * i / width)
            table[p, 2 * i] = math.sin(angle)
            table[p, 2 * i + 1] = math.cos(angle)
    return table


def attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    scores = (q.unsqueeze(2) * k.unsqueeze(1)).sum(-1) / math.sqrt(q.shape[-1])
    powers = (scores - scores.max(dim=-1, keepdim=True).values).exp()
    weights = powers / powers.sum(-1, keepdim=True)
    return (weights.unsqueeze(-1) * v.unsqueeze(1)).sum(2)


def causal_attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    rows = []
    for i in range(q.shape[1]):
        scores = (k[:, : i + 1] @ q[:, i].unsqueeze(-1)) / math.sqrt(q.shape[-1])
        rows.append((scores.softmax(1) * v[:, : i + 1]).sum(1))
    return torch.stack(rows, dim=1)


class MultiHeadAttention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.size = width // heads
        for name in ("output", "value", "key", "query"):
            setattr(self, name, nn.Linear(width, width, bias=False))

    def forward(self, x: Tensor) -> Tensor:
        shares = zip(*(layer(x).split(self.size, -1) for layer in (self.query, self.key, self.value)), strict=True)
        heads = [(q @ k.transpose(1, 2) / math.sqrt(self.size)).softmax(-1) @ v for q, k, v in shares]
        return self.output(torch.cat(heads, dim=-1))
