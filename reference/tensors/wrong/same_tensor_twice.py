"""You gave the same tensor a second name and wrote into that, which changes `t` too. Write into `t.clone()`."""

# diagnosis: input_changed

import torch
from torch import Tensor


def view_and_copy(t: Tensor) -> tuple[Tensor, Tensor]:
    copy = t
    copy[:, -1] = 0
    return t[:, -1], copy
