"""Gradients of earlier steps are still there and are added up. Call `optimizer.zero_grad()` in each step."""

# diagnosis: accumulated

import torch
from torch import Tensor, nn


def fine_tune(model: nn.Module, ids: Tensor, mask: Tensor, labels: Tensor, steps: int, lr: float) -> list[float]:
    optimizer = torch.optim.SGD(model.classifier.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = model(input_ids=ids, attention_mask=mask, labels=labels).loss
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
