"""The heads: `reshape` without `transpose` takes parts of several positions for one head."""

from torch import Tensor, nn


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model: int, num_heads: int) -> None:
        super().__init__()
        self.num_heads = num_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))

    def forward(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        heads = attend(*map(self.split, (self.W_q(q), self.W_k(k), self.W_v(v))))
        return self.W_o(heads.transpose(1, 2).flatten(2))

    def split(self, x: Tensor) -> Tensor:
        return x.reshape(len(x), self.num_heads, x.shape[1], -1)
