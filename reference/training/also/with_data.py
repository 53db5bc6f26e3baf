"""Beneath autograd by `.data`, with dictionaries for what is remembered."""

import math
from collections.abc import Iterable

import torch
from torch import Tensor, nn


def descent_step(parameters: list[Tensor], lr: float) -> None:
    for parameter in parameters:
        if parameter.grad is not None:
            parameter.data.add_(parameter.grad, alpha=-lr)


class Momentum:
    def __init__(self, params: Iterable[Tensor], lr: float, momentum: float) -> None:
        self.velocity = dict.fromkeys(params, 0.0)
        self.lr, self.momentum = lr, momentum

    def step(self) -> None:
        for parameter in self.velocity:
            if parameter.grad is not None:
                self.velocity[parameter] = self.momentum * self.velocity[parameter] + parameter.grad
                parameter.data -= self.lr * self.velocity[parameter]

    def zero_grad(self) -> None:
        for parameter in self.velocity:
            if parameter.grad is not None:
                parameter.grad.zero_()


class AdamW:
    def __init__(
        self, params: Iterable[Tensor], lr: float, betas: tuple[float, float], eps: float, weight_decay: float
    ) -> None:
        self.state = [(parameter, torch.zeros_like(parameter), torch.zeros_like(parameter)) for parameter in params]
        self.lr, self.eps, self.weight_decay = lr, eps, weight_decay
        self.first, self.second = betas
        self.left_first = self.left_second = 1.0

    def step(self) -> None:
        self.left_first *= self.first
        self.left_second *= self.second
        for parameter, mean, square in self.state:
            gradient = parameter.grad.detach()
            mean.lerp_(gradient, 1 - self.first)
            square.mul_(self.second).addcmul_(gradient, gradient, value=1 - self.second)
            root = (square / (1 - self.left_second)).sqrt().add_(self.eps)
            shrunk = parameter.data - self.lr * self.weight_decay * parameter.data
            parameter.data.copy_(shrunk.addcdiv_(mean, root, value=-self.lr / (1 - self.left_first)))


def learning_rate(step: int, warmup: int, total: int, peak: float, floor: float) -> float:
    if warmup > step:
        return peak * (step / warmup)
    progress = min(1.0, (step - warmup) / (total - warmup))
    share = math.cos(math.pi / 2 * progress) ** 2
    return peak * share + floor * (1 - share)


def freeze_except(model: nn.Module, part: str) -> list[str]:
    for parameter in model.parameters():
        parameter.requires_grad = False
    kept = [f"{part}.{name}" for name, _ in getattr(model, part).named_parameters()]
    for parameter in getattr(model, part).parameters():
        parameter.requires_grad = True
    for parameter in model.parameters():
        parameter.grad = parameter.grad if parameter.requires_grad else None
    return kept
