"""The layer still had a gradient, and yours was added to it. Call `layer.zero_grad()` before backward."""

# diagnosis: accumulated

from torch import Tensor, nn


def weight_gradient(layer: nn.Linear, x: Tensor) -> Tensor:
    layer(x).sum().backward()
    return layer.weight.grad
