"""You take every token with the number of the padding for padding, the real ones too. The lengths tell what is real."""

# diagnosis: none

from torch import Tensor, nn


def pad_batch(sequences: list[Tensor], padding: int) -> tuple[Tensor, Tensor]:
    ids = nn.utils.rnn.pad_sequence(sequences, batch_first=True, padding_value=padding)
    return ids, ids != padding
