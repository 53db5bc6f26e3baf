"""You expect two leaves in every node. A part may be a tree again: let `self` work on each of them first."""
# diagnosis: list_of_tensors

import torch
from torch import Tensor, nn


class Tree(nn.Module):
    def __init__(self, features: int) -> None:
        super().__init__()
        self.join = nn.Linear(2 * features, features)

    def forward(self, tree: Tensor | tuple) -> Tensor:
        if not isinstance(tree, tuple):
            return tree
        return torch.tanh(self.join(torch.cat(tree)))
