"""The file holds the numbers as they are, and saves no space. Turn floating-point tensors with `t.half()`."""

# diagnosis: none

from torch import nn


def save_small(model: nn.Module, path: str) -> int:
    from safetensors.torch import save_file

    save_file(model.state_dict(), path)
    return sum(t.nbytes for t in model.state_dict().values())
