"""You count numbers, not bytes. A float16 takes two of them: `t.nbytes`, or `t.numel() * t.element_size()`."""

# diagnosis: none

from torch import nn


def save_small(model: nn.Module, path: str) -> int:
    from safetensors.torch import save_file

    small = {name: t.half() if t.is_floating_point() else t for name, t in model.state_dict().items()}
    save_file(small, path)
    return sum(t.numel() for t in small.values())
