"""The cache: new values are put in front of the old ones, where they belong behind."""

import torch
from torch import Tensor, nn


class KVCacheAttention(nn.Module):
    def __init__(self, d_model: int, num_heads: int) -> None:
        super().__init__()
        self.num_heads = num_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))

    def forward(self, x: Tensor, cache: tuple[Tensor, Tensor] | None = None) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        q, k, v = (
            layer(x).unflatten(-1, (self.num_heads, -1)).transpose(1, 2) for layer in (self.W_q, self.W_k, self.W_v)
        )
        if cache is not None:
            k, v = torch.cat((cache[0], k), dim=2), torch.cat((v, cache[1]), dim=2)
        seen = k.shape[2] - q.shape[2]
        heads = attend(q, k, v, torch.ones(q.shape[2], k.shape[2], dtype=torch.bool).triu(1 + seen))
        return self.W_o(heads.transpose(1, 2).flatten(2)), (k, v)
