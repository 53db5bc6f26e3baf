"""`model.half()` changes the model itself, and its precision is gone. Halve the tensors that you save."""

# diagnosis: input_changed

from torch import nn


def save_small(model: nn.Module, path: str) -> int:
    from safetensors.torch import save_file

    small = model.half().state_dict()
    save_file(small, path)
    return sum(t.nbytes for t in small.values())
