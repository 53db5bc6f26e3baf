"""Which gradient: that of x, in place of the weight's."""

from torch import Tensor, nn


def weight_gradient(layer: nn.Linear, x: Tensor) -> Tensor:
    x = x.clone().requires_grad_()
    layer(x).sum().backward()
    return x.grad[None]
