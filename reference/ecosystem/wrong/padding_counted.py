"""You divide by the full length, padding included. Divide by the real tokens: `mask.sum(dim=1, keepdim=True)`."""

# diagnosis: none

from torch import Tensor


def masked_mean(embeddings: Tensor, mask: Tensor) -> Tensor:
    return (embeddings * mask[:, :, None]).mean(dim=1)
