"""You normalise over the first dimension, as batch normalisation does. Layer normalisation takes the last one."""

# diagnosis: wrong_dimension

import torch
from torch import Tensor, nn


class LayerNorm(nn.Module):
    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.eps = eps
        self.gamma = nn.Parameter(torch.ones(width))
        self.beta = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        variance = x.var(dim=0, keepdim=True, correction=0)
        return self.gamma * (x - x.mean(dim=0, keepdim=True)) / (variance + self.eps).sqrt() + self.beta
