"""Autograd watches the parameters and does not let you write into them. Do it inside `with torch.no_grad():`."""

# diagnosis: update_in_graph

from torch import nn


def fresh_start(layer: nn.Linear) -> nn.Linear:
    layer.weight.normal_(0.0, (2 / layer.in_features) ** 0.5)
    if layer.bias is not None:
        layer.bias.zero_()
    return layer
