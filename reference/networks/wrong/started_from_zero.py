"""You start from 0, so a window of negative numbers gives 0. Start from one of the window's own numbers."""

# diagnosis: activation_twice

from torch import Tensor


def max_pool(x: Tensor, window: int, stride: int) -> Tensor:
    return x.unfold(2, window, stride).unfold(3, window, stride).amax(dim=(-2, -1)).clamp(min=0)
