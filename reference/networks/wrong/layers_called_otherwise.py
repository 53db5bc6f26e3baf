"""The layers must be called `conv1`, `conv2` and `head`: checkpoints and the grader find them by name."""

# diagnosis: parameter_names

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class SmallClassifier(nn.Module):
    def __init__(self, channels: int, filters: int, classes: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, filters, 3, padding=1)
        self.second = nn.Conv2d(filters, 2 * filters, 3, padding=1)
        self.classifier = nn.Linear(2 * filters, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = F.max_pool2d(torch.relu(self.first(x)), 2)
        x = torch.relu(self.second(x)).mean(dim=(2, 3))
        return self.classifier(x)
