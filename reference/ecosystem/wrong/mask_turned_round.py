"""Your mask is true at the padding. It should be true where there is a real token: turn the comparison round."""

# diagnosis: none

import torch
from torch import Tensor, nn


def pad_batch(sequences: list[Tensor], padding: int) -> tuple[Tensor, Tensor]:
    ids = nn.utils.rnn.pad_sequence(sequences, batch_first=True, padding_value=padding)
    lengths = torch.tensor([len(sequence) for sequence in sequences])
    return ids, torch.arange(ids.shape[1]) >= lengths[:, None]
