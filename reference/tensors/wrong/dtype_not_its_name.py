"""You give the dtype itself. The task asks for its name, a text: `str(t.dtype)` without "torch." in front."""

# diagnosis: none

from torch import Tensor


def describe(t: Tensor) -> dict[str, object]:
    return {"ndim": t.ndim, "shape": tuple(t.shape), "dtype": t.dtype, "numel": t.numel()}
