"""You look at the padding as if it were words. Leave it out of the mean, and out of the largest too."""

# diagnosis: none

import torch
from torch import Tensor


def sentence_vectors(embeddings: Tensor, mask: Tensor) -> Tensor:
    real = mask[:, :, None]
    mean = embeddings.mean(dim=1)
    largest = embeddings.amax(dim=1)
    return torch.cat([mean, largest], dim=1)
