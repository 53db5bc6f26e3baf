"""A parameter cannot be replaced by a plain tensor. Write new numbers into the one that is there, with `normal_`."""

# diagnosis: plain_tensor

import torch
from torch import nn


def fresh_start(layer: nn.Linear) -> nn.Linear:
    layer.weight = torch.randn(layer.weight.shape) * (2 / layer.in_features) ** 0.5
    if layer.bias is not None:
        layer.bias = torch.zeros(layer.bias.shape)
    return layer
