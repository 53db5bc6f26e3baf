"""What torch has for nested structures, and plain Python for the rest."""

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils._pytree import tree_map_only


def choose_device(wanted: str, available: list[str]) -> torch.device:
    if wanted != "auto" and wanted.split(":")[0] not in available:
        raise ValueError
    if wanted != "auto":
        return torch.device(wanted)
    if "cuda" in available:
        return torch.device("cuda")
    return torch.device("mps") if "mps" in available else torch.device("cpu")


def batch_to_device(batch: object, device: str) -> object:
    return tree_map_only(Tensor, lambda tensor: tensor.to(device), batch)


def to_numpy(x: Tensor) -> np.ndarray:
    return np.array(x.tolist(), dtype=np.float32)


def optimizer_after_move(model: nn.Module, device: str, lr: float, momentum: float) -> torch.optim.SGD:
    moved = model.to(device)
    return torch.optim.SGD([{"params": list(moved.parameters())}], lr, momentum)
