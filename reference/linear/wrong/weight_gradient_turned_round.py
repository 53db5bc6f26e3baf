"""Your weight gradient is the transpose. It has the shape of the weight, (out, in): `cotangent.T @ x`."""

# diagnosis: transposed

from torch import Tensor, nn


def layer_by_hand(layer: nn.Linear, x: Tensor, cotangent: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    return layer(x), cotangent @ layer.weight, x.T @ cotangent, cotangent.sum(dim=0)
