"""The weight has shape (out_features, in_features), as in nn.Linear. Yours is the other way round."""

# diagnosis: features_swapped

import torch
from torch import Tensor, nn


class Affine(nn.Module):
    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_features, out_features))
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight + self.bias
