"""Layers in a Python list are not found, so they are never trained. Make each an attribute of its own."""

# diagnosis: plain_list

import torch
from torch import Tensor, nn


class TwoLayer(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        super().__init__()
        self.layers = [nn.Linear(in_features, hidden_features), nn.Linear(hidden_features, out_features)]

    def forward(self, x: Tensor) -> Tensor:
        hidden, output = self.layers
        return output(torch.relu(hidden(x)))
