"""You take a single step. Newton's iteration goes on until the steps are tiny."""
# diagnosis: none

import torch
from torch import Tensor


def kepler(M: Tensor, e: Tensor) -> Tensor:
    return M + e * torch.sin(M) / (1 - e * torch.cos(M))
