"""The scores grow with the size of the queries. Divide them by its root, √D, before the softmax."""

# diagnosis: unscaled_scores

from torch import Tensor


def attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    return (q @ k.mT).softmax(dim=-1) @ v
