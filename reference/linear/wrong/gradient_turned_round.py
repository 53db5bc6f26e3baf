"""A gradient has the shape of its tensor, here (out_features, in_features). Yours is the transpose."""

# diagnosis: transposed

from torch import Tensor, nn


def weight_gradient(layer: nn.Linear, x: Tensor) -> Tensor:
    layer.zero_grad()
    layer(x).sum().backward()
    return layer.weight.grad.T
