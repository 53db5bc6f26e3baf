"""You stop before the last step is taken. The number is the same, but the last step is what brings the gradient:
take it, then look.
"""
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
