"""A leaf is worth itself. You take tanh of it, which only nodes get."""
# diagnosis: none

import torch
from torch import Tensor, nn


class Tree(nn.Module):
    def __init__(self, features: int) -> None:
        super().__init__()
        self.join = nn.Linear(2 * features, features)

    def forward(self, tree: Tensor | tuple) -> Tensor:
        if not isinstance(tree, tuple):
            return torch.tanh(tree)
        left, right = (self(part) for part in tree)
        return torch.tanh(self.join(torch.cat([left, right])))
