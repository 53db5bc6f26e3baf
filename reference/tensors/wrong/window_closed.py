"""You cloned the column, so it has memory of its own. A plain slice, `t[:, -1]`, is a window onto t."""

# diagnosis: aliasing

import torch
from torch import Tensor


def view_and_copy(t: Tensor) -> tuple[Tensor, Tensor]:
    copy = t.clone()
    copy[:, -1] = 0
    return t[:, -1].clone(), copy
