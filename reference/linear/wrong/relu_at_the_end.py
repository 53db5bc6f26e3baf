"""A ReLU at the end lets no negative number out. Only the hidden layer is followed by one."""

# diagnosis: activation_twice

import torch
from torch import Tensor, nn


class TwoLayer(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(in_features, hidden_features)
        self.output = nn.Linear(hidden_features, out_features)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.output(torch.relu(self.hidden(x))))
