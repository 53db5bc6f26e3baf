"""Autograd records your evaluation, which costs memory for nothing. Put it inside `with torch.no_grad():`."""
# diagnosis: metrics_in_train

from collections.abc import Iterable

from torch import Tensor, nn


def accuracy(model: nn.Module, batches: Iterable[tuple[Tensor, Tensor]]) -> float:
    was_training = model.training
    model.eval()
    right = count = 0
    for x, labels in batches:
        right += (model(x).argmax(dim=1) == labels).sum().item()
        count += len(labels)
    model.train(was_training)
    return right / count
