"""You hand x to the model as it is. Where the model is on another device, x must be moved there first."""
# diagnosis: device_mixed

from torch import Tensor, nn


def beside_the_model(model: nn.Module, x: Tensor) -> Tensor:
    return model(x)
