"""You return the arrays in a list, and nobody knows which is which. Put each under its name in a dictionary."""

# diagnosis: none

import numpy as np
from torch import nn


def snapshot(module: nn.Module) -> list[np.ndarray]:
    return [parameter.detach().numpy().copy() for parameter in module.parameters()]
