"""You return a new layer and leave the one that you were given as it was. Write into `layer` itself."""

# diagnosis: none

from torch import nn


def fresh_start(layer: nn.Linear) -> nn.Linear:
    fresh = nn.Linear(layer.in_features, layer.out_features, bias=layer.bias is not None)
    nn.init.kaiming_normal_(fresh.weight, nonlinearity="relu")
    if fresh.bias is not None:
        nn.init.zeros_(fresh.bias)
    return fresh
