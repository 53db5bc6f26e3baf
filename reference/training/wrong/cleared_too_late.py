"""You clear the gradients between backward and step, so the optimizer finds none. Clear them before backward."""
# diagnosis: zero_gradient

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def train_step(model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, y: Tensor) -> float:
    loss = F.mse_loss(model(x), y)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()
