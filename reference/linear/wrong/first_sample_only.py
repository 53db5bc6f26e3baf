"""Only the first sample of the batch went into the gradient. Add up all outputs before backward."""

# diagnosis: none

from torch import Tensor, nn


def weight_gradient(layer: nn.Linear, x: Tensor) -> Tensor:
    layer.zero_grad()
    layer(x)[0].sum().backward()
    return layer.weight.grad
