"""You correct m and v in place, so the next step starts from corrected ones. Put the corrected ones in new tensors."""
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
            parameter *= 1 - self.lr * self.weight_decay
            mean.mul_(first).add_((1 - first) * parameter.grad)
            square.mul_(second).add_((1 - second) * parameter.grad**2)
            mean /= 1 - first**self.steps
            square /= 1 - second**self.steps
            parameter -= self.lr * mean / (square.sqrt() + self.eps)
