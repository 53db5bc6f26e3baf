"""Zeros in place of padding win where all real numbers are negative. Fill with `-torch.inf` before `amax`."""

# diagnosis: none

import torch
from torch import Tensor


def sentence_vectors(embeddings: Tensor, mask: Tensor) -> Tensor:
    real = mask[:, :, None]
    mean = (embeddings * real).sum(dim=1) / real.sum(dim=1).clamp(min=1)
    largest = (embeddings * real).amax(dim=1)
    return torch.cat([mean, largest], dim=1)
