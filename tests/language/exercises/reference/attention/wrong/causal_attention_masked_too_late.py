"""The order: the mask comes after the softmax, so that the weights of a row no longer add up to 1."""

import math

from torch import Tensor


def causal_attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    return scores.softmax(dim=-1).tril() @ v
