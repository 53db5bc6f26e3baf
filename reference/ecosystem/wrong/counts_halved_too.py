"""You turn whole numbers to float16 too, and large counts lose digits. Ask `t.is_floating_point()` first."""

# diagnosis: none

from torch import nn


def save_small(model: nn.Module, path: str) -> int:
    from safetensors.torch import save_file

    small = {name: t.half() for name, t in model.state_dict().items()}
    save_file(small, path)
    return sum(t.nbytes for t in small.values())
