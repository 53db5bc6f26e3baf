"""You give every micro-batch the same weight, whatever its size. Weigh each by its share of all examples."""
# diagnosis: metric_scaled

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def accumulated_step(
    model: nn.Module, optimizer: torch.optim.Optimizer, micro_batches: list[tuple[Tensor, Tensor]]
) -> float:
    total = 0.0
    optimizer.zero_grad()
    for x, y in micro_batches:
        loss = F.mse_loss(model(x), y) / len(micro_batches)
        loss.backward()
        total += loss.item()
    optimizer.step()
    return total
