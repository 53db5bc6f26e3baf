"""The mask is drawn once, at the first call, and used again each time. Draw it anew in every call of `forward`."""

# diagnosis: none

import torch
from torch import Tensor, nn


class Dropout(nn.Module):
    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p
        self.kept = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        if self.kept is None:
            self.kept = torch.rand_like(x) >= self.p
        return x * self.kept / (1 - self.p)
