"""Your head fits images of 28 x 28 only, because all pixels go into it. Take the mean of each channel first."""

# diagnosis: none

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class SmallClassifier(nn.Module):
    def __init__(self, channels: int, filters: int, classes: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, filters, 3, padding=1)
        self.conv2 = nn.Conv2d(filters, 2 * filters, 3, padding=1)
        self.head = nn.Linear(2 * filters * 14 * 14, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = F.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.relu(self.conv2(x)).flatten(1)
        return self.head(x)
