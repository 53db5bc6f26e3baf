"""You keep `params` as it is. `model.parameters()` can be read only once, and then it is empty: make a list of it."""
# diagnosis: none

from collections.abc import Iterable

import torch
from torch import Tensor


class Momentum:
    def __init__(self, params: Iterable[Tensor], lr: float, momentum: float) -> None:
        self.params = params
        self.lr, self.momentum = lr, momentum
        self.velocities = [torch.zeros_like(parameter) for parameter in params]

    @torch.no_grad()
    def step(self) -> None:
        for parameter, velocity in zip(self.params, self.velocities):
            if parameter.grad is not None:
                velocity.mul_(self.momentum).add_(parameter.grad)
                parameter -= self.lr * velocity

    def zero_grad(self) -> None:
        for parameter in self.params:
            parameter.grad = None
