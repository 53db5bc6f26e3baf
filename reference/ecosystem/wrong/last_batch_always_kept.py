"""You keep the last batch even where it has fewer texts. Hand `drop_last` to the DataLoader."""

# diagnosis: none

import torch
from torch import Tensor
from torch.utils.data import DataLoader


def text_batches(
    texts: list[str], vocabulary: dict[str, int], size: int, drop_last: bool, seed: int
) -> list[tuple[Tensor, Tensor]]:
    def collate(chosen: list[str]) -> tuple[Tensor, Tensor]:
        return pad_batch([encode(text, vocabulary) for text in chosen], vocabulary["<pad>"])

    generator = torch.Generator().manual_seed(seed)
    return list(DataLoader(texts, size, shuffle=True, collate_fn=collate, generator=generator))
