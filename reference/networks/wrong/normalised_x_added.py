"""You add the normalised x. The way round takes x as it came in: keep it before you normalise."""

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
        x = self.norm(x)
        return x + self.outer(torch.relu(self.inner(x)))
