"""Your mask holds ones and zeros. True and false are asked for, as a comparison gives them: `.bool()`."""

# diagnosis: none

import torch
from torch import Tensor, nn


def pad_batch(sequences: list[Tensor], padding: int) -> tuple[Tensor, Tensor]:
    ids = nn.utils.rnn.pad_sequence(sequences, batch_first=True, padding_value=padding)
    lengths = torch.tensor([len(sequence) for sequence in sequences])
    return ids, (torch.arange(ids.shape[1]) < lengths[:, None]).long()
