"""Your weights are evenly spread. `normal_` draws from the normal distribution."""

# diagnosis: none

import torch
from torch import nn


def fresh_start(layer: nn.Linear) -> nn.Linear:
    with torch.no_grad():
        bound = (6 / layer.in_features) ** 0.5
        layer.weight.uniform_(-bound, bound)
        if layer.bias is not None:
            layer.bias.zero_()
    return layer
