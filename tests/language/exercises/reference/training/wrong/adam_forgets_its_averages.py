"""The state: the averages start afresh in every step."""

from collections.abc import Iterable

import torch
from torch import Tensor


class MyAdam:
    def __init__(
        self, params: Iterable[Tensor], lr: float, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8
    ) -> None:
        self.params = list(params)
        self.lr, self.betas, self.eps, self.steps = lr, betas, eps, 0

    @torch.no_grad()
    def step(self) -> None:
        self.steps += 1
        b1, b2 = self.betas
        for p in self.params:
            m, v = (1 - b1) * p.grad, (1 - b2) * p.grad.square()
            m_hat, v_hat = m / (1 - b1**self.steps), v / (1 - b2**self.steps)
            p -= self.lr * m_hat / (v_hat.sqrt() + self.eps)

    def zero_grad(self) -> None:
        for p in self.params:
            p.grad = None
