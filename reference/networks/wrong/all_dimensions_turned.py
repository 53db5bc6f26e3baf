"""You turn round all three dimensions of k, the batch too. `k.mT` exchanges the last two only."""

# diagnosis: sizes_unmatched

from torch import Tensor


def attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    return (q @ k.T / q.shape[-1] ** 0.5).softmax(dim=-1) @ v
