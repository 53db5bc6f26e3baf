"""You leave the model in eval mode, and training would go on without dropout. Go back to the mode it was in."""
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
    return right / count
