"""The angle is right, but `no_grad` leaves no way back to M and e. At least the last turn must be recorded."""
# diagnosis: graph_cut

import torch
from torch import Tensor


def kepler(M: Tensor, e: Tensor) -> Tensor:
    E = M
    with torch.no_grad():
        while True:
            step = (E - e * torch.sin(E) - M) / (1 - e * torch.cos(E))
            E = E - step
            if step.abs().max() <= 1e-9:
                return E
