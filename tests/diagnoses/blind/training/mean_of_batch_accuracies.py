"""You take the mean of the batches' accuracies, so an example in a small batch counts more than one in a large batch.
Count right answers and examples over all batches, and divide once at the end."""
# diagnosis: metric_scaled

from collections.abc import Iterable

import torch
from torch import nn


def accuracy(model: nn.Module, batches: Iterable[tuple[torch.Tensor, torch.Tensor]]) -> float:
    was_training = model.training
    model.eval()
    accuracies = []
    with torch.no_grad():
        for x, labels in batches:
            predicted = model(x).argmax(dim=1)
            accuracies.append((predicted == labels).float().mean().item())
    model.train(was_training)
    return sum(accuracies) / len(accuracies)
