"""Between the layers stands a sigmoid. The task asks for a ReLU: negative numbers become 0, others stay."""

# diagnosis: none

import torch
from torch import Tensor, nn


class TwoLayer(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(in_features, hidden_features)
        self.output = nn.Linear(hidden_features, out_features)

    def forward(self, x: Tensor) -> Tensor:
        return self.output(torch.sigmoid(self.hidden(x)))
