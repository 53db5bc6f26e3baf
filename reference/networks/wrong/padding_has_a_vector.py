"""The padding gets the vector of its row, and trains it. Set the vectors of the padding to zero."""

# diagnosis: none

import torch
from torch import Tensor, nn


class Embedding(nn.Module):
    def __init__(self, count: int, width: int, padding_index: int | None) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(count, width))

    def forward(self, tokens: Tensor) -> Tensor:
        return self.weight[tokens]
