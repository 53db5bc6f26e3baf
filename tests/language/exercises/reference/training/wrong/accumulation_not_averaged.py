"""The share: each loss counts fully, so that the gradient grows with the number of micro-batches."""

from torch import Tensor, nn
from torch.optim import Optimizer


def accumulated_step(
    model: nn.Module, optimizer: Optimizer, loss_fn: nn.Module, micro_batches: list[tuple[Tensor, Tensor]]
) -> float:
    optimizer.zero_grad()
    total = 0.0
    for x, y in micro_batches:
        loss = loss_fn(model(x), y)
        loss.backward()
        total += loss.item() / len(micro_batches)
    optimizer.step()
    return total
