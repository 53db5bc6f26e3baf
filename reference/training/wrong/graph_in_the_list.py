"""You collect losses as tensors, and each keeps its whole graph alive. Append `loss.item()`."""
# diagnosis: graph_kept

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def fit(
    model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, y: Tensor, epochs: int, batch_size: int
) -> list[Tensor]:
    history = []
    for _ in range(epochs):
        total = torch.zeros(())
        for inputs, targets in zip(x.split(batch_size), y.split(batch_size), strict=True):
            optimizer.zero_grad()
            loss = F.mse_loss(model(inputs), targets)
            loss.backward()
            optimizer.step()
            total = total + loss * len(inputs)
        history.append(total / len(x))
    return history
