"""What torch has for it, where that is allowed."""

import copy
from collections.abc import Iterable

import torch
from torch import Tensor, nn


def descent_step(parameters: list[Tensor], lr: float) -> None:
    torch.optim.SGD(parameters, lr=lr).step()


def clip_gradients(parameters: Iterable[Tensor], max_norm: float) -> float:
    gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
    norms = torch._foreach_norm(gradients)
    norm = torch.linalg.vector_norm(torch.stack(norms))
    factor = torch.clamp(max_norm / (norm + 1e-12), max=1.0)
    torch._foreach_mul_(gradients, factor.item())
    return norm.item()


def accumulated_step(
    model: nn.Module, optimizer: torch.optim.Optimizer, micro_batches: list[tuple[Tensor, Tensor]]
) -> float:
    add_up = nn.MSELoss(reduction="sum")
    numbers = sum(y.numel() for _, y in micro_batches)
    optimizer.zero_grad(set_to_none=False)
    losses = [add_up(model(x), y) / numbers for x, y in micro_batches]
    for loss in losses:
        loss.backward()
    optimizer.step()
    return sum(loss.item() for loss in losses)


def fit(
    model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, y: Tensor, epochs: int, batch_size: int
) -> list[float]:
    loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=batch_size)
    history = []
    for _ in range(epochs):
        losses = []
        for inputs, targets in loader:
            optimizer.zero_grad()
            each = (model(inputs) - targets).square().mean(dim=1)
            each.mean().backward()
            optimizer.step()
            losses.append(each.detach())
        history.append(torch.cat(losses).mean().item())
    return history


class EarlyStopping:
    def __init__(self, patience: int) -> None:
        self.patience = patience
        self.losses: list[float] = []
        self.model: nn.Module | None = None

    def update(self, loss: float, model: nn.Module) -> bool:
        if not self.losses or loss < min(self.losses):
            self.model = copy.deepcopy(model)
        self.losses.append(loss)
        return len(self.losses) - 1 - self.losses.index(min(self.losses)) >= self.patience

    def restore(self, model: nn.Module) -> None:
        assert self.model is not None
        model.load_state_dict(self.model.state_dict())
