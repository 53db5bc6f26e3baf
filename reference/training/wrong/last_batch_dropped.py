"""You leave out the smaller batch at the end. Its examples count like all others."""
# diagnosis: end_missing

import torch
from torch import Tensor, nn


def fit(
    model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, y: Tensor, epochs: int, batch_size: int
) -> list[float]:
    history = []
    for _ in range(epochs):
        total = 0.0
        for start in range(0, len(x) - batch_size + 1, batch_size):
            inputs, targets = x[start : start + batch_size], y[start : start + batch_size]
            total += train_step(model, optimizer, inputs, targets) * len(inputs)
        history.append(total / len(x))
    return history
