"""Words with a capital letter are not found. The vocabulary has small letters: `text.lower()`."""

# diagnosis: none

import torch
from torch import Tensor


def encode(text: str, vocabulary: dict[str, int]) -> Tensor:
    return torch.tensor([vocabulary.get(word, vocabulary["<unk>"]) for word in text.split()], dtype=torch.int64)
