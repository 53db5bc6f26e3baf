"""You save the model object itself, which torch refuses to load by default. Save its `state_dict()`."""
# diagnosis: none

import torch
from torch import nn


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    torch.save({"model": model, "optimizer": optimizer.state_dict(), "epoch": epoch}, path)
