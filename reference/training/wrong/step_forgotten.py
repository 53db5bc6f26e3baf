"""backward only computes gradients. Without `optimizer.step()` no parameter changes."""
# diagnosis: step_size

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def train_step(model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, y: Tensor) -> float:
    optimizer.zero_grad()
    loss = F.mse_loss(model(x), y)
    loss.backward()
    return loss.item()
