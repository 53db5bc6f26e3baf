"""Nothing is ever learned, because `optimizer.step()` is missing after backward."""

# diagnosis: never_learns

import torch
from torch import Tensor, nn


def fine_tune(model: nn.Module, ids: Tensor, mask: Tensor, labels: Tensor, steps: int, lr: float) -> list[float]:
    optimizer = torch.optim.SGD(model.classifier.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = model(input_ids=ids, attention_mask=mask, labels=labels).loss
        optimizer.zero_grad()
        loss.backward()
        losses.append(loss.item())
    return losses
