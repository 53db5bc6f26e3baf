"""A tensor of an empty list is float32. Say which dtype you mean: `dtype=torch.int64`."""

# diagnosis: labels_not_long

import torch
from torch import Tensor


def encode(text: str, vocabulary: dict[str, int]) -> Tensor:
    return torch.tensor([vocabulary.get(word, vocabulary["<unk>"]) for word in text.lower().split()])
