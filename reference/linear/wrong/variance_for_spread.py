"""You take 2 / in_features itself. That is the variance; the standard deviation is its root."""

# diagnosis: none

import torch
from torch import nn


def fresh_start(layer: nn.Linear) -> nn.Linear:
    with torch.no_grad():
        layer.weight.normal_(0.0, 2 / layer.in_features)
        if layer.bias is not None:
            layer.bias.zero_()
    return layer
