"""`torch.no_grad()` in forward cuts off x as well. Freeze the parameters in `__init__`, and leave forward alone."""

# diagnosis: graph_cut

import torch
from torch import Tensor, nn


class FrozenFeatures(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        super().__init__()
        self.features = nn.Linear(in_features, hidden_features)
        self.head = nn.Linear(hidden_features, out_features)
        self.features.requires_grad_(False)

    def forward(self, x: Tensor) -> Tensor:
        with torch.no_grad():
            features = torch.relu(self.features(x))
        return self.head(features)
