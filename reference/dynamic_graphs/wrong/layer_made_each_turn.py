"""A layer made inside `forward` starts afresh in every turn and never learns. Make one in `__init__`."""
# diagnosis: made_in_forward

import torch
from torch import Tensor, nn


class Repeated(nn.Module):
    def __init__(self, features: int) -> None:
        super().__init__()
        self.features = features

    def forward(self, x: Tensor, depth: int) -> Tensor:
        for _ in range(depth):
            x = x + torch.tanh(nn.Linear(self.features, self.features)(x))
        return x
