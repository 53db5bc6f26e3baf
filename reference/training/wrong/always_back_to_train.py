"""You always end in train mode. The model may have been in eval mode: keep `model.training` and go back to it."""
# diagnosis: mode_left

from collections.abc import Iterable

import torch
from torch import Tensor, nn


def accuracy(model: nn.Module, batches: Iterable[tuple[Tensor, Tensor]]) -> float:
    model.eval()
    right = count = 0
    with torch.no_grad():
        for x, labels in batches:
            right += (model(x).argmax(dim=1) == labels).sum().item()
            count += len(labels)
    model.train()
    return right / count
