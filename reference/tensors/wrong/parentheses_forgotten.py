"""`t.numel` without parentheses is the method itself. `t.numel()` calls it."""

# diagnosis: not_called

from torch import Tensor


def describe(t: Tensor) -> dict[str, object]:
    dtype = str(t.dtype).removeprefix("torch.")
    return {"ndim": t.ndim, "shape": tuple(t.shape), "dtype": dtype, "numel": t.numel}
