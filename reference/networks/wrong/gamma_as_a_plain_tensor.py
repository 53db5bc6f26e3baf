"""gamma and beta are plain tensors, so no optimizer finds them. Wrap each in `nn.Parameter`."""

# diagnosis: plain_tensor

import torch
from torch import Tensor, nn


class LayerNorm(nn.Module):
    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.eps = eps
        self.gamma = torch.ones(width, requires_grad=True)
        self.beta = torch.zeros(width, requires_grad=True)

    def forward(self, x: Tensor) -> Tensor:
        variance = x.var(dim=-1, keepdim=True, correction=0)
        return self.gamma * (x - x.mean(dim=-1, keepdim=True)) / (variance + self.eps).sqrt() + self.beta
