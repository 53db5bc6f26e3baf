"""You return the loss as a tensor, and with it the whole graph. `.item()` makes a Python number of it."""
# diagnosis: tensor_not_number

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def train_step(model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, y: Tensor) -> Tensor:
    optimizer.zero_grad()
    loss = F.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
    return loss
