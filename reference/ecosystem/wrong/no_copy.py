"""`.numpy()` looks into the module's own memory, so your snapshot changes as training goes on. Add `.copy()`."""

# diagnosis: aliasing

import numpy as np
from torch import nn


def snapshot(module: nn.Module) -> dict[str, np.ndarray]:
    return {name: parameter.detach().numpy() for name, parameter in module.named_parameters()}
