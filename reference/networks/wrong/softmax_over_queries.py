"""Your softmax runs over the queries. The weights of each query sum to 1 over the keys, the last dimension."""

# diagnosis: softmax_dimension

from torch import Tensor


def attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    return (q @ k.mT / q.shape[-1] ** 0.5).softmax(dim=1) @ v
