"""You divide by the full length, padding included. Divide by the number of real tokens."""

# diagnosis: none

import torch
from torch import Tensor


def sentence_vectors(embeddings: Tensor, mask: Tensor) -> Tensor:
    real = mask[:, :, None]
    mean = (embeddings * real).mean(dim=1)
    largest = embeddings.masked_fill(~real, -torch.inf).amax(dim=1).where(real.any(dim=1), 0.0)
    return torch.cat([mean, largest], dim=1)
