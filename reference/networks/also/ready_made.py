"""What torch has for it, where the task leaves the choice."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def convolve(x: Tensor, weight: Tensor, bias: Tensor, stride: int, padding: int) -> Tensor:
    high, wide = weight.shape[2:]
    columns = F.unfold(x, (high, wide), padding=padding, stride=stride)
    down = (x.shape[2] + 2 * padding - high) // stride + 1
    return (weight.flatten(1) @ columns + bias.unsqueeze(1)).unflatten(2, (down, -1))


def max_pool(x: Tensor, window: int, stride: int) -> Tensor:
    columns = F.unfold(x.flatten(0, 1).unsqueeze(1), window, stride=stride)
    down = (x.shape[2] - window) // stride + 1
    return columns.max(dim=1).values.reshape(*x.shape[:2], down, -1)


def global_pool(x: Tensor) -> Tensor:
    both = (F.adaptive_avg_pool2d(x, 1), F.adaptive_max_pool2d(x, 1))
    return torch.cat(both, dim=1).flatten(1)


class LayerNorm(nn.Module):
    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.eps = eps
        self.gamma = nn.Parameter(torch.ones(width))
        self.beta = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        variance, mean = torch.var_mean(x, dim=-1, correction=0, keepdim=True)
        return torch.addcmul(self.beta, self.gamma, (x - mean) / torch.sqrt(variance + self.eps))


class Dropout(nn.Module):
    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.p == 0:
            return x
        dropped = torch.empty_like(x).bernoulli_(self.p).bool()
        return x.masked_fill(dropped, 0) / (1 - self.p)


class ResidualBlock(nn.Module):
    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.inner = nn.Linear(width, hidden)
        self.bend = nn.ReLU(inplace=True)
        self.outer = nn.Linear(hidden, width)

    def forward(self, x: Tensor) -> Tensor:
        return nn.Sequential(self.norm, self.inner, self.bend, self.outer)(x).add(x)


class DeepNetwork(nn.Module):
    def __init__(self, width: int, depth: int, classes: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(width, width) for _ in range(depth)])
        self.head = nn.Linear(width, classes)
        self.bend = nn.Tanh()

    def forward(self, x: Tensor) -> Tensor:
        steps = [step for layer in self.layers for step in (layer, self.bend)]
        return nn.Sequential(*steps, self.head)(x)


class Embedding(nn.Module):
    def __init__(self, count: int, width: int, padding_index: int | None) -> None:
        super().__init__()
        self.count, self.padding_index = count, padding_index
        self.weight = nn.Parameter(torch.randn(count, width))

    def forward(self, tokens: Tensor) -> Tensor:
        table = self.weight
        if self.padding_index is not None:
            counts = (torch.arange(self.count) != self.padding_index).float()
            table = table * counts.unsqueeze(1)
        return table.index_select(0, tokens.reshape(-1)).reshape(*tokens.shape, -1)


def positional_encoding(length: int, width: int) -> Tensor:
    column = torch.arange(width)
    angles = torch.arange(length)[:, None] / 10000 ** ((column - column % 2) / width)
    return torch.where(column % 2 == 0, angles.sin(), angles.cos())


class MultiHeadAttention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width, bias=False)
        self.key = nn.Linear(width, width, bias=False)
        self.value = nn.Linear(width, width, bias=False)
        self.output = nn.Linear(width, width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        batch, length, width = x.shape
        q, k, v = (
            layer(x).view(batch, length, self.heads, -1).transpose(1, 2) for layer in (self.query, self.key, self.value)
        )
        joined = F.scaled_dot_product_attention(q, k, v).transpose(1, 2)
        return self.output(joined.reshape(batch, length, width))


class SmallClassifier(nn.Module):
    def __init__(self, channels: int, filters: int, classes: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, filters, kernel_size=3, padding="same")
        self.conv2 = nn.Conv2d(filters, 2 * filters, kernel_size=(3, 3), padding=(1, 1))
        self.pool = nn.MaxPool2d(2)
        self.mean = nn.AdaptiveAvgPool2d(1)
        self.head = nn.Linear(2 * filters, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.pool(self.conv1(x)).relu()
        x = self.mean(self.conv2(x).relu())
        return self.head(x.flatten(1))
