"""Your bias gradient has a row for each sample. The bias has one number per output: add up the rows."""

# diagnosis: not_reduced

from torch import Tensor, nn


def layer_by_hand(layer: nn.Linear, x: Tensor, cotangent: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    return layer(x), cotangent @ layer.weight, cotangent.T @ x, cotangent
