"""Your spread follows from the outputs. It is the number of inputs that counts: `layer.in_features`."""

# diagnosis: none

import torch
from torch import nn


def fresh_start(layer: nn.Linear) -> nn.Linear:
    with torch.no_grad():
        layer.weight.normal_(0.0, (2 / layer.out_features) ** 0.5)
        if layer.bias is not None:
            layer.bias.zero_()
    return layer
