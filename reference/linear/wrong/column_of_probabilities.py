"""Your probabilities have shape (batch, 1), as the layer gives them. Take the last dimension away: `squeeze(1)`."""

# diagnosis: extra_dimension

import torch
from torch import Tensor, nn


class LogisticRegression(nn.Module):
    def __init__(self, in_features: int) -> None:
        super().__init__()
        self.linear = nn.Linear(in_features, 1)

    def forward(self, x: Tensor) -> Tensor:
        return torch.sigmoid(self.linear(x))

    def predict(self, x: Tensor) -> Tensor:
        return (self.forward(x) >= 0.5).long()
