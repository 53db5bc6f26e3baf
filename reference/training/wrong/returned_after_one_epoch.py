"""The return line stands inside the loop, so only one epoch is made. Move it to the left."""
# diagnosis: first_only

import torch
from torch import Tensor, nn


def fit(
    model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, y: Tensor, epochs: int, batch_size: int
) -> list[float]:
    history = []
    for _ in range(epochs):
        total = 0.0
        for inputs, targets in zip(x.split(batch_size), y.split(batch_size), strict=True):
            total += train_step(model, optimizer, inputs, targets) * len(inputs)
        history.append(total / len(x))
        return history
    return history
