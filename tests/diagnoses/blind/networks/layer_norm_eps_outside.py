"""You add eps to the standard deviation, after the root. It belongs to the variance, inside the root:
`torch.sqrt(var + self.eps)`."""
# diagnosis: eps_place

import torch
from torch import nn


class LayerNorm(nn.Module):
    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(width))
        self.beta = nn.Parameter(torch.zeros(width))
        self.eps = eps

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        mean = x.mean(-1, keepdim=True)
        std = x.std(-1, keepdim=True, unbiased=False)
        normalised = (x - mean) / (std + self.eps)
        return normalised * self.gamma + self.beta
