"""You drop numbers and leave the others as they are, so the mean shrinks. Divide those that stay by 1 - p."""

# diagnosis: none

import torch
from torch import Tensor, nn


class Dropout(nn.Module):
    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        return x * (torch.rand_like(x) >= self.p) if self.training else x
