"""You collect the losses as tensors, and each keeps its graph alive. Keep the number: `loss.item()`."""

# diagnosis: graph_kept

import torch
from torch import Tensor, nn


def fine_tune(model: nn.Module, ids: Tensor, mask: Tensor, labels: Tensor, steps: int, lr: float) -> list[float]:
    optimizer = torch.optim.SGD(model.classifier.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = model(input_ids=ids, attention_mask=mask, labels=labels).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss)
    return losses
