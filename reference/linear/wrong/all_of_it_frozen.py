"""You freeze the whole network, so `head` cannot learn either. Freeze `self.features` only."""

# diagnosis: parameters_unused

import torch
from torch import Tensor, nn


class FrozenFeatures(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        super().__init__()
        self.features = nn.Linear(in_features, hidden_features)
        self.head = nn.Linear(hidden_features, out_features)
        self.requires_grad_(False)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(torch.relu(self.features(x)))
