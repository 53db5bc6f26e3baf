"""`len(t)` is the size of the first dimension only, and a scalar has none. All elements together are `t.numel()`."""

# diagnosis: none

from torch import Tensor


def describe(t: Tensor) -> dict[str, object]:
    dtype = str(t.dtype).removeprefix("torch.")
    return {"ndim": t.ndim, "shape": tuple(t.shape), "dtype": dtype, "numel": len(t)}
