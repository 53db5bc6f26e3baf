"""The place of `zero_grad`: inside the loop, where it leaves only the last gradient."""

from torch import Tensor, nn
from torch.optim import Optimizer


def accumulated_step(
    model: nn.Module, optimizer: Optimizer, loss_fn: nn.Module, micro_batches: list[tuple[Tensor, Tensor]]
) -> float:
    total = 0.0
    for x, y in micro_batches:
        optimizer.zero_grad()
        loss = loss_fn(model(x), y) / len(micro_batches)
        loss.backward()
        total += loss.item()
    optimizer.step()
    return total
