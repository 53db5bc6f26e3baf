"""The way round is missing: you return what the layers make of x. Add x to it."""

# diagnosis: none

import torch
from torch import Tensor, nn


class ResidualBlock(nn.Module):
    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.inner = nn.Linear(width, hidden)
        self.outer = nn.Linear(hidden, width)

    def forward(self, x: Tensor) -> Tensor:
        return self.outer(torch.relu(self.inner(self.norm(x))))
