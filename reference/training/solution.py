"""Training: one right answer to each exercise."""

import math
from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.nn import functional as F

Batch = tuple[Tensor, Tensor]


def descent_step(parameters: list[Tensor], lr: float) -> None:
    with torch.no_grad():
        for parameter in parameters:
            if parameter.grad is not None:
                parameter -= lr * parameter.grad


class Momentum:
    def __init__(self, params: Iterable[Tensor], lr: float, momentum: float) -> None:
        self.params = list(params)
        self.lr, self.momentum = lr, momentum
        self.velocities = [torch.zeros_like(parameter) for parameter in self.params]

    @torch.no_grad()
    def step(self) -> None:
        for parameter, velocity in zip(self.params, self.velocities, strict=True):
            if parameter.grad is not None:
                velocity.mul_(self.momentum).add_(parameter.grad)
                parameter -= self.lr * velocity

    def zero_grad(self) -> None:
        for parameter in self.params:
            parameter.grad = None


class AdamW:
    def __init__(
        self, params: Iterable[Tensor], lr: float, betas: tuple[float, float], eps: float, weight_decay: float
    ) -> None:
        self.params = list(params)
        self.lr, self.betas, self.eps, self.weight_decay = lr, betas, eps, weight_decay
        self.means = [torch.zeros_like(parameter) for parameter in self.params]
        self.squares = [torch.zeros_like(parameter) for parameter in self.params]
        self.steps = 0

    @torch.no_grad()
    def step(self) -> None:
        self.steps += 1
        first, second = self.betas
        for parameter, mean, square in zip(self.params, self.means, self.squares, strict=True):
            parameter *= 1 - self.lr * self.weight_decay
            mean.mul_(first).add_((1 - first) * parameter.grad)
            square.mul_(second).add_((1 - second) * parameter.grad**2)
            mean_hat = mean / (1 - first**self.steps)
            square_hat = square / (1 - second**self.steps)
            parameter -= self.lr * mean_hat / (square_hat.sqrt() + self.eps)


def learning_rate(step: int, warmup: int, total: int, peak: float, floor: float) -> float:
    if step < warmup:
        return peak * step / warmup
    if step >= total:
        return floor
    progress = (step - warmup) / (total - warmup)
    return floor + (peak - floor) * (1 + math.cos(math.pi * progress)) / 2


def train_step(model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, y: Tensor) -> float:
    optimizer.zero_grad()
    loss = F.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()


def clip_gradients(parameters: Iterable[Tensor], max_norm: float) -> float:
    gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
    norm = torch.cat([gradient.flatten() for gradient in gradients]).norm().item()
    if norm > max_norm:
        for gradient in gradients:
            gradient *= max_norm / norm
    return norm


def accumulated_step(model: nn.Module, optimizer: torch.optim.Optimizer, micro_batches: list[Batch]) -> float:
    count = sum(len(x) for x, _ in micro_batches)
    total = 0.0
    optimizer.zero_grad()
    for x, y in micro_batches:
        loss = F.mse_loss(model(x), y) * len(x) / count
        loss.backward()
        total += loss.item()
    optimizer.step()
    return total


def fit(
    model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, y: Tensor, epochs: int, batch_size: int
) -> list[float]:
    history = []
    for _ in range(epochs):
        total = 0.0
        for inputs, targets in zip(x.split(batch_size), y.split(batch_size), strict=True):
            optimizer.zero_grad()
            loss = F.mse_loss(model(inputs), targets)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(inputs)
        history.append(total / len(x))
    return history


def accuracy(model: nn.Module, batches: Iterable[Batch]) -> float:
    was_training = model.training
    model.eval()
    right = count = 0
    with torch.no_grad():
        for x, labels in batches:
            right += (model(x).argmax(dim=1) == labels).sum().item()
            count += len(labels)
    model.train(was_training)
    return right / count


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, path)


def load_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer) -> int:
    checkpoint = torch.load(path)
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    return checkpoint["epoch"]


class EarlyStopping:
    def __init__(self, patience: int) -> None:
        self.patience, self.waited = patience, 0
        self.best = math.inf

    def update(self, loss: float, model: nn.Module) -> bool:
        self.waited += 1
        if loss < self.best:
            self.best, self.waited = loss, 0
            self.state = {name: value.clone() for name, value in model.state_dict().items()}
        return self.waited >= self.patience

    def restore(self, model: nn.Module) -> None:
        model.load_state_dict(self.state)


def freeze_except(model: nn.Module, part: str) -> list[str]:
    trainable = []
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(name.startswith(f"{part}."))
        if parameter.requires_grad:
            trainable.append(name)
        else:
            parameter.grad = None
    return trainable
