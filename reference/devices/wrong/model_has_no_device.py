"""A module has no `.device`: its parameters may lie anywhere. Ask one: `next(model.parameters()).device`."""
# diagnosis: none

from torch import Tensor, nn


def beside_the_model(model: nn.Module, x: Tensor) -> Tensor:
    return model(x.to(model.device))
