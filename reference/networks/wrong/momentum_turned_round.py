"""You keep `momentum` of the old numbers. The new ones get that share, and the old ones the rest, 1 - momentum."""

# diagnosis: none

import torch
from torch import Tensor, nn


class BatchNorm(nn.Module):
    def __init__(self, features: int, eps: float, momentum: float) -> None:
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.gamma = nn.Parameter(torch.ones(features))
        self.beta = nn.Parameter(torch.zeros(features))
        self.register_buffer("running_mean", torch.zeros(features))
        self.register_buffer("running_var", torch.ones(features))

    def forward(self, x: Tensor) -> Tensor:
        mean, variance = self.running_mean, self.running_var
        if self.training:
            mean, variance = x.mean(dim=0), x.var(dim=0, correction=0)
            with torch.no_grad():
                self.running_mean.lerp_(mean, 1 - self.momentum)
                self.running_var.lerp_(x.var(dim=0), 1 - self.momentum)
        return self.gamma * (x - mean) / (variance + self.eps).sqrt() + self.beta
