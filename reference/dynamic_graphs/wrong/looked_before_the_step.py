"""The last step hardly moves the angle, but it brings the gradient. Take it first, then look at it."""
# diagnosis: none

import torch
from torch import Tensor


def kepler(M: Tensor, e: Tensor) -> Tensor:
    E = M
    while True:
        step = (E - e * torch.sin(E) - M) / (1 - e * torch.cos(E))
        if step.abs().max() <= 1e-9:
            return E
        E = E - step
