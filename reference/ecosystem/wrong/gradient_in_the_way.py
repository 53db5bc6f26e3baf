"""A parameter requires grad, so `.numpy()` is refused. Leave the graph first: `parameter.detach().numpy()`."""

# diagnosis: numpy_of_graph

import numpy as np
from torch import nn


def snapshot(module: nn.Module) -> dict[str, np.ndarray]:
    return {name: parameter.numpy().copy() for name, parameter in module.named_parameters()}
