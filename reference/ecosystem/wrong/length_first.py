"""Your batch has shape (length, sequences). `pad_sequence` puts the batch first only with `batch_first=True`."""

# diagnosis: batch_first

import torch
from torch import Tensor, nn


def pad_batch(sequences: list[Tensor], padding: int) -> tuple[Tensor, Tensor]:
    ids = nn.utils.rnn.pad_sequence(sequences, padding_value=padding)
    lengths = torch.tensor([len(sequence) for sequence in sequences])
    return ids, torch.arange(len(ids))[:, None] < lengths
