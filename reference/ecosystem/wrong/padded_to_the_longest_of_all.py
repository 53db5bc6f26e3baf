"""You pad every batch to the longest of all texts. The longest of the batch is enough, and saves time."""

# diagnosis: none

import torch
from torch import Tensor
from torch.utils.data import DataLoader


def text_batches(
    texts: list[str], vocabulary: dict[str, int], size: int, drop_last: bool, seed: int
) -> list[tuple[Tensor, Tensor]]:
    ids, mask = pad_batch([encode(text, vocabulary) for text in texts], vocabulary["<pad>"])
    generator = torch.Generator().manual_seed(seed)
    loader = DataLoader(list(zip(ids, mask)), size, shuffle=True, drop_last=drop_last, generator=generator)
    return [tuple(batch) for batch in loader]
