"""You subtract bytes from bytes, which wraps around below zero. Convert both pictures before you subtract."""

# diagnosis: wrapped

import torch
from torch import Tensor


def motion(before: Tensor, after: Tensor) -> Tensor:
    return (after - before).to(torch.int16)
