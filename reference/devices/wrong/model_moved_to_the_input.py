"""You move the model to x. A model is large and shared: leave it where it is and move x to it."""
# diagnosis: none

from torch import Tensor, nn


def beside_the_model(model: nn.Module, x: Tensor) -> Tensor:
    return model.to(x.device)(x)
