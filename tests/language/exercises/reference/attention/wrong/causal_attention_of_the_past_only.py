"""The diagonal: a position does not see itself, and the first sees nothing at all."""

import math

import torch
from torch import Tensor


def causal_attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    future = torch.ones_like(scores, dtype=torch.bool).triu(0)
    return scores.masked_fill(future, -math.inf).softmax(dim=-1) @ v
