"""The halves are swapped. The mean comes first, then the largest."""

# diagnosis: reordered

import torch
from torch import Tensor


def sentence_vectors(embeddings: Tensor, mask: Tensor) -> Tensor:
    real = mask[:, :, None]
    mean = (embeddings * real).sum(dim=1) / real.sum(dim=1).clamp(min=1)
    largest = embeddings.masked_fill(~real, -torch.inf).amax(dim=1).where(real.any(dim=1), 0.0)
    return torch.cat([largest, mean], dim=1)
