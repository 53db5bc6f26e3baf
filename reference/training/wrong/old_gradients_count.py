"""Gradients add up, and you never clear those of earlier work. Call `optimizer.zero_grad()` before backward."""
# diagnosis: accumulated

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def train_step(model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, y: Tensor) -> float:
    loss = F.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()
