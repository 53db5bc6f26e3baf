"""A probability of exactly 0.5 counts as yes here. Compare with `>=` instead of `>`."""

# diagnosis: ties

import torch
from torch import Tensor, nn


class LogisticRegression(nn.Module):
    def __init__(self, in_features: int) -> None:
        super().__init__()
        self.linear = nn.Linear(in_features, 1)

    def forward(self, x: Tensor) -> Tensor:
        return torch.sigmoid(self.linear(x).squeeze(1))

    def predict(self, x: Tensor) -> Tensor:
        return (self.forward(x) > 0.5).long()
