"""You divide with `/` where whole minutes are asked for, which gives floats. `//` stays whole."""

# diagnosis: none

import torch
from torch import Tensor


def split_time(seconds: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    return seconds / 60, seconds % 60, seconds / 60
