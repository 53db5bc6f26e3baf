"""Your velocity is only the gradient of this step. Keep it from step to step: momentum · velocity + gradient."""
# diagnosis: step_size

from collections.abc import Iterable

import torch
from torch import Tensor


class Momentum:
    def __init__(self, params: Iterable[Tensor], lr: float, momentum: float) -> None:
        self.params = list(params)
        self.lr, self.momentum = lr, momentum

    @torch.no_grad()
    def step(self) -> None:
        for parameter in self.params:
            if parameter.grad is not None:
                velocity = self.momentum * torch.zeros_like(parameter) + parameter.grad
                parameter -= self.lr * velocity

    def zero_grad(self) -> None:
        for parameter in self.params:
            parameter.grad = None
