"""The weights have the right shapes, but not the right place. Use two nn.Linear, called `hidden` and `output`."""

# diagnosis: none

import torch
from torch import Tensor, nn


class TwoLayer(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        super().__init__()
        self.hidden = nn.Parameter(torch.randn(hidden_features, in_features))
        self.output = nn.Parameter(torch.randn(out_features, hidden_features))

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x @ self.hidden.T) @ self.output.T
