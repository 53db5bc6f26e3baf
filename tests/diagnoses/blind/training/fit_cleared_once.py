"""You clear the gradients once in each epoch, so every batch adds its own to those of the batches before. Move
`optimizer.zero_grad()` into the inner loop."""
# diagnosis: accumulated

import torch
from torch import nn


def fit(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: torch.Tensor,
    y: torch.Tensor,
    epochs: int,
    batch_size: int,
) -> list[float]:
    criterion = nn.MSELoss()
    losses = []
    for _epoch in range(epochs):
        optimizer.zero_grad()
        epoch_loss = 0.0
        for start in range(0, len(x), batch_size):
            x_batch = x[start : start + batch_size]
            y_batch = y[start : start + batch_size]
            loss = criterion(model(x_batch), y_batch)
            loss.backward()
            optimizer.step()
            epoch_loss += loss.item() * len(x_batch)
        losses.append(epoch_loss / len(x))
    return losses
