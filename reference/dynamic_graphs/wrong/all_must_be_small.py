"""With many elements the comparison gives many answers. Ask for the largest step: `step.abs().max()`."""
# diagnosis: truth_of_many

import torch
from torch import Tensor


def kepler(M: Tensor, e: Tensor) -> Tensor:
    E = M
    while True:
        step = (E - e * torch.sin(E) - M) / (1 - e * torch.cos(E))
        E = E - step
        if step.abs() <= 1e-9:
            return E
