"""You weigh the gradient with 1 - momentum, as an average does. Here the whole gradient is added to the velocity."""
# diagnosis: step_size

from collections.abc import Iterable

import torch
from torch import Tensor


class Momentum:
    def __init__(self, params: Iterable[Tensor], lr: float, momentum: float) -> None:
        self.params = list(params)
        self.lr, self.momentum = lr, momentum
        self.velocities = [torch.zeros_like(parameter) for parameter in self.params]

    @torch.no_grad()
    def step(self) -> None:
        for parameter, velocity in zip(self.params, self.velocities, strict=True):
            if parameter.grad is not None:
                velocity.mul_(self.momentum).add_((1 - self.momentum) * parameter.grad)
                parameter -= self.lr * velocity

    def zero_grad(self) -> None:
        for parameter in self.params:
            parameter.grad = None
