"""Your dropout also drops numbers in eval mode, when the network is used. Look at `self.training`, and return x as it
is where that is False."""
# diagnosis: mode_ignored

import torch
from torch import nn


class Dropout(nn.Module):
    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        keep = 1 - self.p
        mask = (torch.rand(x.shape) < keep).float()
        return x * mask / keep
