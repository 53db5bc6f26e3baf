"""An unknown word stops you with a KeyError. `vocabulary.get(word, vocabulary["<unk>"])` has an answer."""

# diagnosis: none

import torch
from torch import Tensor


def encode(text: str, vocabulary: dict[str, int]) -> Tensor:
    return torch.tensor([vocabulary[word] for word in text.lower().split()], dtype=torch.int64)
