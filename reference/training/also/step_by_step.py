"""One small step after another."""

import math
import pickle
from collections.abc import Iterable
from pathlib import Path

import torch
from torch import Tensor, nn


def learning_rate(step: int, warmup: int, total: int, peak: float, floor: float) -> float:
    if step >= total:
        return float(floor)
    if step >= warmup:
        angle = math.pi * (step - warmup) / (total - warmup)
        middle, height = (peak + floor) / 2, (peak - floor) / 2
        return middle + height * math.cos(angle)
    return step / warmup * peak


def train_step(model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, y: Tensor) -> float:
    loss = (y - model(x)).pow(2).mean()
    parameters = list(model.parameters())
    for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
        parameter.grad = gradient
    optimizer.step()
    return float(loss)


def clip_gradients(parameters: Iterable[Tensor], max_norm: float) -> float:
    gradients = []
    squares = 0.0
    for parameter in parameters:
        if parameter.grad is not None:
            gradients.append(parameter.grad)
            squares += parameter.grad.double().square().sum().item()
    norm = math.sqrt(squares)
    for gradient in gradients:
        gradient.mul_(min(1.0, max_norm / norm) if norm else 1.0)
    return norm


def accuracy(model: nn.Module, batches: Iterable[tuple[Tensor, Tensor]]) -> float:
    before = model.training
    model.train(False)
    hits = []
    for x, labels in batches:
        with torch.inference_mode():
            hits += (model(x).max(dim=1).indices == labels).tolist()
    if before:
        model.train()
    return sum(hits) / len(hits)


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    with Path(path).open("wb") as file:
        pickle.dump((epoch, model.state_dict(), optimizer.state_dict()), file)


def load_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer) -> int:
    with Path(path).open("rb") as file:
        epoch, weights, state = pickle.load(file)
    model.load_state_dict(weights)
    optimizer.load_state_dict(state)
    return epoch
