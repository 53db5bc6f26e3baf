"""You evaluate in train mode, so dropout hides half of the input. Call `model.eval()` first."""
# diagnosis: metrics_in_train

from collections.abc import Iterable

import torch
from torch import Tensor, nn


def accuracy(model: nn.Module, batches: Iterable[tuple[Tensor, Tensor]]) -> float:
    right = count = 0
    with torch.no_grad():
        for x, labels in batches:
            right += (model(x).argmax(dim=1) == labels).sum().item()
            count += len(labels)
    return right / count
