"""You add eps after the root. It belongs to the variance, inside the root: `(variance + eps).sqrt()`."""

# diagnosis: eps_place

import torch
from torch import Tensor, nn


class LayerNorm(nn.Module):
    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.eps = eps
        self.gamma = nn.Parameter(torch.ones(width))
        self.beta = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        deviation = x.std(dim=-1, keepdim=True, correction=0)
        return self.gamma * (x - x.mean(dim=-1, keepdim=True)) / (deviation + self.eps) + self.beta
