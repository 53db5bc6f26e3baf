"""m and v start as zeros, so the first averages are too small. Divide them by 1 - β₁ᵗ and 1 - β₂ᵗ."""
# diagnosis: step_size

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

    @torch.no_grad()
    def step(self) -> None:
        first, second = self.betas
        for parameter, mean, square in zip(self.params, self.means, self.squares, strict=True):
            parameter *= 1 - self.lr * self.weight_decay
            mean.mul_(first).add_((1 - first) * parameter.grad)
            square.mul_(second).add_((1 - second) * parameter.grad**2)
            parameter -= self.lr * mean / (square.sqrt() + self.eps)
