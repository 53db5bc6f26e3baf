"""You move a and leave b where it is. Both must be on the same device before they are added."""
# diagnosis: device_mixed

from torch import Tensor


def moved_sum(a: Tensor, b: Tensor, device: str) -> Tensor:
    return a.to(device) + b
