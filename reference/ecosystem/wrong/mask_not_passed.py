"""Without the mask the model reads the padding as if it were words. Pass `attention_mask=mask`."""

# diagnosis: none

import torch
from torch import Tensor, nn


def fine_tune(model: nn.Module, ids: Tensor, mask: Tensor, labels: Tensor, steps: int, lr: float) -> list[float]:
    optimizer = torch.optim.SGD(model.classifier.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = model(input_ids=ids, labels=labels).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
