"""You clear the gradients for every micro-batch, so only the last one is left. Clear them once, before the loop."""
# diagnosis: none

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def accumulated_step(
    model: nn.Module, optimizer: torch.optim.Optimizer, micro_batches: list[tuple[Tensor, Tensor]]
) -> float:
    count = sum(len(x) for x, _ in micro_batches)
    total = 0.0
    for x, y in micro_batches:
        optimizer.zero_grad()
        loss = F.mse_loss(model(x), y) * len(x) / count
        loss.backward()
        total += loss.item()
    optimizer.step()
    return total
