"""You leave out the words that are not in the vocabulary. Each of them becomes the number of "<unk>"."""

# diagnosis: none

import torch
from torch import Tensor


def encode(text: str, vocabulary: dict[str, int]) -> Tensor:
    words = text.lower().split()
    return torch.tensor([vocabulary[word] for word in words if word in vocabulary], dtype=torch.int64)
