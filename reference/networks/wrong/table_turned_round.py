"""The table has one row for each token: its shape is (count, width). Yours is the other way round."""

# diagnosis: features_swapped

import torch
from torch import Tensor, nn


class Embedding(nn.Module):
    def __init__(self, count: int, width: int, padding_index: int | None) -> None:
        super().__init__()
        self.padding_index = padding_index
        self.weight = nn.Parameter(torch.randn(width, count))

    def forward(self, tokens: Tensor) -> Tensor:
        rows = self.weight.T[tokens]
        if self.padding_index is None:
            return rows
        return rows.masked_fill((tokens == self.padding_index).unsqueeze(-1), 0.0)
