"""You return a tensor on the CPU. The last step is missing: `.numpy()`."""
# diagnosis: none

from torch import Tensor


def to_numpy(x: Tensor) -> Tensor:
    return x.detach().cpu().float().clone()
