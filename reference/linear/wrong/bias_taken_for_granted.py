"""A layer made with `bias=False` has no bias: `layer.bias` is None there. Ask before you write into it."""

# diagnosis: from_nothing

import torch
from torch import nn


def fresh_start(layer: nn.Linear) -> nn.Linear:
    with torch.no_grad():
        layer.weight.normal_(0.0, (2 / layer.in_features) ** 0.5)
        layer.bias.zero_()
    return layer
