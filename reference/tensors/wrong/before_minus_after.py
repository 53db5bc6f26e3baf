"""You subtract the wrong way round. Where a picture became brighter the change is positive: after minus before."""

# diagnosis: sign

import torch
from torch import Tensor


def motion(before: Tensor, after: Tensor) -> Tensor:
    return before.to(torch.int16) - after.to(torch.int16)
