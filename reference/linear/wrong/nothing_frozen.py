"""`features` still learns. Tell its parameters so: `self.features.requires_grad_(False)`."""

# diagnosis: not_detached

import torch
from torch import Tensor, nn


class FrozenFeatures(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        super().__init__()
        self.features = nn.Linear(in_features, hidden_features)
        self.head = nn.Linear(hidden_features, out_features)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(torch.relu(self.features(x)))
