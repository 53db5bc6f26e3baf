"""You read the file and never put the model's state back. Call `model.load_state_dict` with it."""
# diagnosis: none

import torch
from torch import nn


def load_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer) -> int:
    checkpoint = torch.load(path)
    model.state_dict().update(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    return checkpoint["epoch"]
