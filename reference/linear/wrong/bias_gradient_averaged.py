"""You average the bias gradient over the batch. The bias is used once per row, so the rows are added up."""

# diagnosis: sum_mean

from torch import Tensor, nn


def layer_by_hand(layer: nn.Linear, x: Tensor, cotangent: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    return layer(x), cotangent @ layer.weight, cotangent.T @ x, cotangent.mean(dim=0)
