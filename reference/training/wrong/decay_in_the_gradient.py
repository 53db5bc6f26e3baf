"""You add the decay to the gradient, as Adam with L2 does. Here it shrinks the parameter, beside the averages."""
# diagnosis: none

from collections.abc import Iterable

import torch
from torch import Tensor


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
            gradient = parameter.grad + self.weight_decay * parameter
            mean.mul_(first).add_((1 - first) * gradient)
            square.mul_(second).add_((1 - second) * gradient**2)
            mean_hat = mean / (1 - first**self.steps)
            square_hat = square / (1 - second**self.steps)
            parameter -= self.lr * mean_hat / (square_hat.sqrt() + self.eps)
