"""`load_state_dict` insists on exactly its own names. Choose what fits, and say `strict=False`."""

# diagnosis: state_names

from torch import nn


def load_small(model: nn.Module, path: str) -> list[str]:
    from safetensors.torch import load_file

    model.load_state_dict(load_file(path))
    return []
