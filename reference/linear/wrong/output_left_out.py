"""You return the three gradients only. The output of the layer comes first."""

# diagnosis: wrong_length

from torch import Tensor, nn


def layer_by_hand(layer: nn.Linear, x: Tensor, cotangent: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    return cotangent @ layer.weight, cotangent.T @ x, cotangent.sum(dim=0)
