"""The scale: the root of the whole width, where that of one head belongs."""

import math

from torch import Tensor, nn


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model: int, num_heads: int) -> None:
        super().__init__()
        self.num_heads = num_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))

    def forward(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        q, k, v = map(self.split, (self.W_q(q), self.W_k(k), self.W_v(v)))
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1] * self.num_heads)
        return self.W_o((scores.softmax(dim=-1) @ v).transpose(1, 2).flatten(2))

    def split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (self.num_heads, -1)).transpose(1, 2)
