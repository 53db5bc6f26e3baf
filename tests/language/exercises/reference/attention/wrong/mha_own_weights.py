"""The type of a part: W_o is a layer of its own kind, where an nn.Linear was asked for."""

import torch
from torch import Tensor, nn


class Mixer(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(width, width))
        self.bias = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight.T + self.bias


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model: int, num_heads: int) -> None:
        super().__init__()
        self.num_heads = num_heads
        self.W_q, self.W_k, self.W_v = (nn.Linear(d_model, d_model) for _ in range(3))
        self.W_o = Mixer(d_model)

    def forward(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        heads = attend(*map(self.split, (self.W_q(q), self.W_k(k), self.W_v(v))))
        return self.W_o(heads.transpose(1, 2).flatten(2))

    def split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (self.num_heads, -1)).transpose(1, 2)
