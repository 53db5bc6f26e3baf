"""On the way back the weight is detached, so it learns from one of its two uses only. Leave `.detach()` out."""

# diagnosis: graph_cut

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
        return code @ self.weight.detach() + self.output_bias
