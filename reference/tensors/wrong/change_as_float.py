"""Your numbers are right, but they are floats. The task asks for int16."""

# diagnosis: none

import torch
from torch import Tensor


def motion(before: Tensor, after: Tensor) -> Tensor:
    return after.float() - before.float()
