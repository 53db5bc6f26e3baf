"""torch.load reads pickles, and a safetensors file is none. Open it with `safetensors.torch.load_file`."""

# diagnosis: none

import torch
from torch import nn


def save_small(model: nn.Module, path: str) -> int:
    small = {name: t.half() if t.is_floating_point() else t for name, t in model.state_dict().items()}
    torch.save(small, path)
    return sum(t.nbytes for t in small.values())


def load_small(model: nn.Module, path: str) -> list[str]:
    there, own = torch.load(path), model.state_dict()
    fits = {name: t for name, t in there.items() if name in own and own[name].shape == t.shape}
    model.load_state_dict(fits, strict=False)
    return sorted(there.keys() - fits.keys())
