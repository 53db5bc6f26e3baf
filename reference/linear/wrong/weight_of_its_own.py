"""The way back has a weight of its own, which goes its own way in training. Use `self.weight` twice."""

# diagnosis: none

import torch
from torch import Tensor, nn


class TiedAutoencoder(nn.Module):
    def __init__(self, in_features: int, code_features: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(code_features, in_features))
        self.code_bias = nn.Parameter(torch.zeros(code_features))
        self.output_bias = nn.Parameter(torch.zeros(in_features))
        self.back = nn.Parameter(self.weight.detach().clone())

    def forward(self, x: Tensor) -> Tensor:
        code = torch.relu(x @ self.weight.T + self.code_bias)
        return code @ self.back + self.output_bias
