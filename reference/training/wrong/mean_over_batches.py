"""You average over batches, so the smaller last one weighs as much as the others. Average over examples."""
# diagnosis: metric_scaled

import torch
from torch import Tensor, nn


def fit(
    model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, y: Tensor, epochs: int, batch_size: int
) -> list[float]:
    history = []
    for _ in range(epochs):
        losses = [
            train_step(model, optimizer, inputs, targets)
            for inputs, targets in zip(x.split(batch_size), y.split(batch_size), strict=True)
        ]
        history.append(sum(losses) / len(losses))
    return history
