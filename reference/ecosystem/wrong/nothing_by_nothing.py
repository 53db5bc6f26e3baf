"""A text without real tokens is 0 divided by 0, which is NaN. Divide by at least 1: `.clamp(min=1)`."""

# diagnosis: not_finite

from torch import Tensor


def masked_mean(embeddings: Tensor, mask: Tensor) -> Tensor:
    return (embeddings * mask[:, :, None]).sum(dim=1) / mask.sum(dim=1, keepdim=True)
