"""The ReLU bends x instead of what `hidden` makes of it. It comes after the hidden layer."""

# diagnosis: none

import torch
from torch import Tensor, nn


class TwoLayer(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(in_features, hidden_features)
        self.output = nn.Linear(hidden_features, out_features)

    def forward(self, x: Tensor) -> Tensor:
        return self.output(self.hidden(torch.relu(x)))
