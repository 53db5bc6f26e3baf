"""`self.weight.data` leaves the graph behind, so the table never learns. Index `self.weight` itself."""

# diagnosis: graph_cut

import torch
from torch import Tensor, nn


class Embedding(nn.Module):
    def __init__(self, count: int, width: int, padding_index: int | None) -> None:
        super().__init__()
        self.padding_index = padding_index
        self.weight = nn.Parameter(torch.randn(count, width))

    def forward(self, tokens: Tensor) -> Tensor:
        rows = self.weight.data[tokens]
        if self.padding_index is None:
            return rows
        return rows.masked_fill((tokens == self.padding_index).unsqueeze(-1), 0.0)
