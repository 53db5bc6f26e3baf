"""The last bias is made and never added. Add `self.output_bias` to the result."""

# diagnosis: bias_missing

import torch
from torch import Tensor, nn


class TiedAutoencoder(nn.Module):
    def __init__(self, in_features: int, code_features: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(code_features, in_features))
        self.code_bias = nn.Parameter(torch.zeros(code_features))
        self.output_bias = nn.Parameter(torch.zeros(in_features))

    def forward(self, x: Tensor) -> Tensor:
        code = torch.relu(x @ self.weight.T + self.code_bias)
        return code @ self.weight
