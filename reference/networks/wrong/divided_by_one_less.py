"""`var` divides by width - 1 unless told otherwise. Here the variance divides by width: `correction=0`."""

# diagnosis: correction

import torch
from torch import Tensor, nn


class LayerNorm(nn.Module):
    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.eps = eps
        self.gamma = nn.Parameter(torch.ones(width))
        self.beta = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        variance = x.var(dim=-1, keepdim=True)
        return self.gamma * (x - x.mean(dim=-1, keepdim=True)) / (variance + self.eps).sqrt() + self.beta
