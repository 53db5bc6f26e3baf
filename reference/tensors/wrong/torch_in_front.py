"""The text of a dtype starts with "torch.". The task asks for the rest of it: `.removeprefix("torch.")`."""

# diagnosis: none

from torch import Tensor


def describe(t: Tensor) -> dict[str, object]:
    return {"ndim": t.ndim, "shape": tuple(t.shape), "dtype": str(t.dtype), "numel": t.numel()}
