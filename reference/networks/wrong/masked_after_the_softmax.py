"""You set weights to zero after the softmax, so the rest no longer sums to 1. Mask the scores before the softmax."""

# diagnosis: no_causal_mask

from torch import Tensor


def causal_attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    return (q @ k.mT / q.shape[-1] ** 0.5).softmax(dim=-1).tril() @ v
