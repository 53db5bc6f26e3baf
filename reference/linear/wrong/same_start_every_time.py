"""With the seed set inside the function, every call draws the same numbers. Leave the seed alone."""

# diagnosis: none

import torch
from torch import nn


def fresh_start(layer: nn.Linear) -> nn.Linear:
    with torch.no_grad():
        torch.manual_seed(0)
        layer.weight.normal_(0.0, (2 / layer.in_features) ** 0.5)
        if layer.bias is not None:
            layer.bias.zero_()
    return layer
