"""Every turn starts from the first x again. Let each go on from what the turn before has made."""
# diagnosis: none

import torch
from torch import Tensor, nn


class Repeated(nn.Module):
    def __init__(self, features: int) -> None:
        super().__init__()
        self.layer = nn.Linear(features, features)

    def forward(self, x: Tensor, depth: int) -> Tensor:
        result = x
        for _ in range(depth):
            result = result + torch.tanh(self.layer(x))
        return result
