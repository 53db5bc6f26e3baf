"""The ReLU is missing: a code has no negative numbers."""

# diagnosis: none

import torch
from torch import Tensor, nn


class TiedAutoencoder(nn.Module):
    def __init__(self, in_features: int, code_features: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(code_features, in_features))
        self.code_bias = nn.Parameter(torch.zeros(code_features))
        self.output_bias = nn.Parameter(torch.zeros(in_features))

    def forward(self, x: Tensor) -> Tensor:
        code = x @ self.weight.T + self.code_bias
        return code @ self.weight + self.output_bias
