"""You make the optimizer before the model moves, so it may keep the old parameters. Move first, then make it."""
# diagnosis: never_learns

import torch
from torch import nn


def optimizer_after_move(model: nn.Module, device: str, lr: float, momentum: float) -> torch.optim.SGD:
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    model.to(device)
    return optimizer
