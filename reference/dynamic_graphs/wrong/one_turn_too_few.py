"""`range(1, depth)` has one turn too few. Use `range(depth)`."""
# diagnosis: none

import torch
from torch import Tensor, nn


class Repeated(nn.Module):
    def __init__(self, features: int) -> None:
        super().__init__()
        self.layer = nn.Linear(features, features)

    def forward(self, x: Tensor, depth: int) -> Tensor:
        for _ in range(1, depth):
            x = x + torch.tanh(self.layer(x))
        return x
