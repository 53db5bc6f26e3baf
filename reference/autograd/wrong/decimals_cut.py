"""You cut the decimals off. Rounding goes to the nearest whole number: 2.75 becomes 3."""
# diagnosis: none

import torch
from torch import Tensor


def round_through(x: Tensor) -> Tensor:
    return x + (torch.trunc(x) - x).detach()
