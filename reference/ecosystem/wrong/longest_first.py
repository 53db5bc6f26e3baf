"""You sort the sequences by length, and then nobody knows which label belongs to which. Keep their order."""

# diagnosis: reordered

import torch
from torch import Tensor, nn


def pad_batch(sequences: list[Tensor], padding: int) -> tuple[Tensor, Tensor]:
    sequences = sorted(sequences, key=len, reverse=True)
    ids = nn.utils.rnn.pad_sequence(sequences, batch_first=True, padding_value=padding)
    lengths = torch.tensor([len(sequence) for sequence in sequences])
    return ids, torch.arange(ids.shape[1]) < lengths[:, None]
