"""This is the gradient of x. The one asked for is that of the layer's weight: `layer.weight.grad`."""

# diagnosis: none

from torch import Tensor, nn


def weight_gradient(layer: nn.Linear, x: Tensor) -> Tensor:
    leaf = x.clone().requires_grad_()
    layer(leaf).sum().backward()
    return leaf.grad
