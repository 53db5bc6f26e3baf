"""You put the right tree in front of the left one. The layer has its own weights for each place: left first."""
# diagnosis: none

import torch
from torch import Tensor, nn


class Tree(nn.Module):
    def __init__(self, features: int) -> None:
        super().__init__()
        self.join = nn.Linear(2 * features, features)

    def forward(self, tree: Tensor | tuple) -> Tensor:
        if not isinstance(tree, tuple):
            return tree
        left, right = (self(part) for part in tree)
        return torch.tanh(self.join(torch.cat([right, left])))
