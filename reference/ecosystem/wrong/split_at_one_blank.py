"""`split(" ")` cuts at each blank, and two in a row give an empty word. `split()` cuts at white space of any kind."""

# diagnosis: none

import torch
from torch import Tensor


def encode(text: str, vocabulary: dict[str, int]) -> Tensor:
    words = [vocabulary.get(word, vocabulary["<unk>"]) for word in text.lower().split(" ")]
    return torch.tensor(words, dtype=torch.int64)
