"""The type: the loss is a tensor with its graph, where a float was asked for."""

from torch import Tensor, nn
from torch.optim import Optimizer


def accumulated_step(
    model: nn.Module, optimizer: Optimizer, loss_fn: nn.Module, micro_batches: list[tuple[Tensor, Tensor]]
) -> Tensor:
    optimizer.zero_grad()
    total = 0.0
    for x, y in micro_batches:
        loss = loss_fn(model(x), y) / len(micro_batches)
        loss.backward()
        total = total + loss
    optimizer.step()
    return total
