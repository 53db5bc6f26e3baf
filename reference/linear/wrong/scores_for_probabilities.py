"""You return the raw output of the layer. `torch.sigmoid` makes a probability of it."""

# diagnosis: activation_missing

import torch
from torch import Tensor, nn


class LogisticRegression(nn.Module):
    def __init__(self, in_features: int) -> None:
        super().__init__()
        self.linear = nn.Linear(in_features, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x).squeeze(1)

    def predict(self, x: Tensor) -> Tensor:
        return (self.forward(x) >= 0).long()
