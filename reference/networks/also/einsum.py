"""Sums written by their indices, and lookups as products with zeros and ones."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def conv_output_size(size: int, kernel: int, stride: int, padding: int) -> int:
    last = size + padding - kernel
    if last < -padding:
        raise ValueError("the kernel is too long")
    return (last + padding + stride) // stride


def global_pool(x: Tensor) -> Tensor:
    means = torch.einsum("bchw->bc", x) / (x.shape[2] * x.shape[3])
    return torch.stack((means, x.amax(dim=3).amax(dim=2)), dim=1).flatten(1)


class BatchNorm(nn.Module):
    def __init__(self, features: int, eps: float, momentum: float) -> None:
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.gamma = nn.Parameter(torch.ones(features))
        self.beta = nn.Parameter(torch.zeros(features))
        self.register_buffer("running_mean", torch.zeros(features))
        self.register_buffer("running_var", torch.ones(features))

    @torch.no_grad()
    def remember(self, mean: Tensor, variance: Tensor) -> None:
        self.running_mean += self.momentum * (mean - self.running_mean)
        self.running_var += self.momentum * (variance - self.running_var)

    def forward(self, x: Tensor) -> Tensor:
        centred = x - (x.mean(0) if self.training else self.running_mean)
        variance = self.running_var.clone()
        if self.training:
            variance = torch.einsum("bf,bf->f", centred, centred) / len(x)
            self.remember(x.mean(0), variance * len(x) / (len(x) - 1))
        return torch.einsum("f,bf,f->bf", self.gamma, centred, (variance + self.eps) ** -0.5) + self.beta


class Embedding(nn.Module):
    def __init__(self, count: int, width: int, padding_index: int | None) -> None:
        super().__init__()
        self.padding_index = padding_index
        self.weight = nn.Parameter(torch.zeros(count, width))

    def forward(self, tokens: Tensor) -> Tensor:
        chosen = F.one_hot(tokens, len(self.weight)).float()
        if self.padding_index is not None:
            chosen[..., self.padding_index] = 0
        return torch.einsum("...v,vd->...d", chosen, self.weight)


def positional_encoding(length: int, width: int) -> Tensor:
    rates = 1 / 10000 ** (2 * torch.arange(width // 2) / width)
    angles = torch.einsum("p,i->pi", torch.arange(length).float(), rates)
    table = torch.empty(length, width)
    table[:, 0::2] = angles.sin()
    table[:, 1::2] = angles.cos()
    return table


def attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    scores = torch.einsum("bsd,btd->bst", q / q.shape[-1] ** 0.5, k)
    weights = (scores - scores.logsumexp(dim=-1, keepdim=True)).exp()
    return torch.einsum("bst,btv->bsv", weights, v)


def causal_attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    scores = torch.einsum("bsd,btd->bst", q, k) / q.shape[-1] ** 0.5
    positions = torch.arange(q.shape[1])
    allowed = positions[:, None] >= positions
    weights = torch.where(allowed, scores, torch.finfo(scores.dtype).min).softmax(-1)
    return torch.einsum("bst,btv->bsv", weights, v)


class MultiHeadAttention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width, bias=False)
        self.key = nn.Linear(width, width, bias=False)
        self.value = nn.Linear(width, width, bias=False)
        self.output = nn.Linear(width, width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        size = x.shape[-1] // self.heads
        cut = (self.heads, size, x.shape[-1])
        q, k, v = (
            torch.einsum("bsw,hdw->bhsd", x, layer.weight.reshape(cut)) for layer in (self.query, self.key, self.value)
        )
        weights = (torch.einsum("bhsd,bhtd->bhst", q, k) / size**0.5).softmax(-1)
        heads = torch.einsum("bhst,bhtd->bshd", weights, v)
        return self.output(heads.flatten(2))


class SmallClassifier(nn.Module):
    def __init__(self, channels: int, filters: int, classes: int) -> None:
        super().__init__()
        self.head = nn.Linear(2 * filters, classes)
        self.conv2 = nn.Conv2d(filters, 2 * filters, 3, padding=1)
        self.conv1 = nn.Conv2d(channels, filters, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        x = F.conv2d(x, self.conv1.weight, self.conv1.bias, padding=1).relu()
        x = x.unfold(2, 2, 2).unfold(3, 2, 2).amax(dim=(-2, -1))
        x = self.conv2(x).clamp(min=0)
        means = torch.einsum("bchw->bc", x) / (x.shape[2] * x.shape[3])
        return torch.einsum("bc,nc->bn", means, self.head.weight) + self.head.bias
