"""You average the accuracies of the batches, so a small last batch weighs too much. Count over all, divide once."""
# diagnosis: metric_scaled

from collections.abc import Iterable

import torch
from torch import Tensor, nn


def accuracy(model: nn.Module, batches: Iterable[tuple[Tensor, Tensor]]) -> float:
    was_training = model.training
    model.eval()
    with torch.no_grad():
        shares = [(model(x).argmax(dim=1) == labels).float().mean().item() for x, labels in batches]
    model.train(was_training)
    return sum(shares) / len(shares)
