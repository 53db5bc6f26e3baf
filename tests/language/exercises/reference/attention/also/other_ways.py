"""Every kind of attention, written in another way."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def scaled_dot_product_attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    return F.scaled_dot_product_attention(q, k, v)


def causal_attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    weights = torch.einsum("bsd,btd->bst", q * q.shape[-1] ** -0.5, k)
    weights = weights + torch.full(weights.shape[-2:], float("-inf")).triu(diagonal=1)
    return torch.einsum("bst,btd->bsd", F.softmax(weights, dim=2), v)


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model: int, num_heads: int) -> None:
        super().__init__()
        self.heads, self.width = num_heads, d_model // num_heads
        self.W_o = nn.Linear(d_model, d_model)
        self.W_v = nn.Linear(d_model, d_model)
        self.W_k = nn.Linear(d_model, d_model)
        self.W_q = nn.Linear(d_model, d_model)

    def forward(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        q, k, v = self.W_q(q), self.W_k(k), self.W_v(v)
        results = []
        for start in range(0, self.heads * self.width, self.width):
            part = slice(start, start + self.width)
            results.append(F.scaled_dot_product_attention(q[..., part], k[..., part], v[..., part]))
        return self.W_o(torch.cat(results, dim=-1))


class KVCacheAttention(nn.Module):
    def __init__(self, d_model: int, num_heads: int) -> None:
        super().__init__()
        self.heads = num_heads
        for name in ("W_q", "W_k", "W_v", "W_o"):
            self.add_module(name, nn.Linear(d_model, d_model))

    def forward(self, x: Tensor, cache: tuple[Tensor, Tensor] | None = None) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        batch, new, width = x.shape
        shape = (batch, new, self.heads, width // self.heads)
        q = self.W_q(x).view(shape).permute(0, 2, 1, 3)
        k = self.W_k(x).view(shape).permute(0, 2, 1, 3)
        v = self.W_v(x).view(shape).permute(0, 2, 1, 3)
        old = 0 if cache is None else cache[0].shape[2]
        if old:
            k, v = torch.cat([cache[0], k], 2), torch.cat([cache[1], v], 2)
        allowed = torch.arange(old + new) <= torch.arange(old, old + new)[:, None]
        heads = F.scaled_dot_product_attention(q, k, v, attn_mask=allowed)
        return self.W_o(heads.permute(0, 2, 1, 3).reshape(batch, new, width)), (k, v)
