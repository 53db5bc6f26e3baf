"""The DataLoader cannot stack tensors of different lengths by itself. Give it a `collate_fn` that pads them."""

# diagnosis: none

import torch
from torch import Tensor
from torch.utils.data import DataLoader


def text_batches(
    texts: list[str], vocabulary: dict[str, int], size: int, drop_last: bool, seed: int
) -> list[tuple[Tensor, Tensor]]:
    generator = torch.Generator().manual_seed(seed)
    encoded = [encode(text, vocabulary) for text in texts]
    return list(DataLoader(encoded, size, shuffle=True, drop_last=drop_last, generator=generator))
