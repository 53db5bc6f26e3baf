"""Every position sees all others, later ones too. Set scores above the diagonal to -inf before the softmax."""

# diagnosis: no_causal_mask

from torch import Tensor


def causal_attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    return (q @ k.mT / q.shape[-1] ** 0.5).softmax(dim=-1) @ v
