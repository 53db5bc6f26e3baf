"""You leave momentum at its default, which is 0. Hand it on: `momentum=momentum`."""
# diagnosis: step_size

import torch
from torch import nn


def optimizer_after_move(model: nn.Module, device: str, lr: float, momentum: float) -> torch.optim.SGD:
    model.to(device)
    return torch.optim.SGD(model.parameters(), lr=lr)
