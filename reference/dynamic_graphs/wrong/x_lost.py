"""You leave out `x +`. Each turn adds to x what the layer makes of it: `x + torch.tanh(self.layer(x))`."""
# diagnosis: none

import torch
from torch import Tensor, nn


class Repeated(nn.Module):
    def __init__(self, features: int) -> None:
        super().__init__()
        self.layer = nn.Linear(features, features)

    def forward(self, x: Tensor, depth: int) -> Tensor:
        for _ in range(depth):
            x = torch.tanh(self.layer(x))
        return x
