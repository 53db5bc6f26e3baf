"""You average the outputs, which makes the gradient smaller. A cotangent of ones is their sum: `layer(x).sum()`."""

# diagnosis: sum_mean

from torch import Tensor, nn


def weight_gradient(layer: nn.Linear, x: Tensor) -> Tensor:
    layer.zero_grad()
    layer(x).mean().backward()
    return layer.weight.grad
