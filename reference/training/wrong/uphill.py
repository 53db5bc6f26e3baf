"""You add the gradient, which points uphill, so the loss grows. Subtract it."""
# diagnosis: ascent

import torch
from torch import Tensor


def descent_step(parameters: list[Tensor], lr: float) -> None:
    with torch.no_grad():
        for parameter in parameters:
            if parameter.grad is not None:
                parameter += lr * parameter.grad
