"""In a Python list `base` is not found: its parameters are missing, in checkpoints too. Make it an attribute."""

# diagnosis: plain_list

import torch
from torch import Tensor, nn


class LowRank(nn.Module):
    def __init__(self, base: nn.Linear, rank: int) -> None:
        super().__init__()
        self.base = [base.requires_grad_(False)]
        self.down = nn.Parameter(torch.randn(rank, base.in_features))
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        return self.base[0](x) + x @ self.down.T @ self.up.T
