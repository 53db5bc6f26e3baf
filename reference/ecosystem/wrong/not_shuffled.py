"""Your batches come in the order of the texts. Say `shuffle=True`, and give the DataLoader the generator."""

# diagnosis: reordered

from torch import Tensor
from torch.utils.data import DataLoader


def text_batches(
    texts: list[str], vocabulary: dict[str, int], size: int, drop_last: bool, seed: int
) -> list[tuple[Tensor, Tensor]]:
    def collate(chosen: list[str]) -> tuple[Tensor, Tensor]:
        return pad_batch([encode(text, vocabulary) for text in chosen], vocabulary["<pad>"])

    return list(DataLoader(texts, batch_size=size, drop_last=drop_last, collate_fn=collate))
