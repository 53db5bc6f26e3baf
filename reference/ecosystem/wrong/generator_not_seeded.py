"""Your generator is not seeded with `seed`, so every seed gives the same order. Call `generator.manual_seed(seed)`."""

# diagnosis: reordered

import torch
from torch import Tensor
from torch.utils.data import DataLoader


def text_batches(
    texts: list[str], vocabulary: dict[str, int], size: int, drop_last: bool, seed: int
) -> list[tuple[Tensor, Tensor]]:
    def collate(chosen: list[str]) -> tuple[Tensor, Tensor]:
        return pad_batch([encode(text, vocabulary) for text in chosen], vocabulary["<pad>"])

    return list(
        DataLoader(texts, size, shuffle=True, drop_last=drop_last, collate_fn=collate, generator=torch.Generator())
    )
