"""The shape is a list here. The task asks for a tuple: `tuple(t.shape)`."""

# diagnosis: none

from torch import Tensor


def describe(t: Tensor) -> dict[str, object]:
    dtype = str(t.dtype).removeprefix("torch.")
    return {"ndim": t.ndim, "shape": list(t.shape), "dtype": dtype, "numel": t.numel()}
