"""`squeeze()` without a number takes away the batch too where it is 1. Name the dimension: `squeeze(1)`."""

# diagnosis: batch_squeezed

import torch
from torch import Tensor, nn


class LogisticRegression(nn.Module):
    def __init__(self, in_features: int) -> None:
        super().__init__()
        self.linear = nn.Linear(in_features, 1)

    def forward(self, x: Tensor) -> Tensor:
        return torch.sigmoid(self.linear(x).squeeze())

    def predict(self, x: Tensor) -> Tensor:
        return (self.forward(x) >= 0.5).long()
