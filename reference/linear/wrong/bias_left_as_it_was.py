"""You left the bias as it was. It starts with zeros: `layer.bias.zero_()`."""

# diagnosis: none

import torch
from torch import nn


def fresh_start(layer: nn.Linear) -> nn.Linear:
    with torch.no_grad():
        layer.weight.normal_(0.0, (2 / layer.in_features) ** 0.5)
    return layer
