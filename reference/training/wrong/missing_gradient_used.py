"""A parameter that took no part in the loss has None as its gradient. Skip those."""
# diagnosis: from_nothing

import torch
from torch import Tensor


def descent_step(parameters: list[Tensor], lr: float) -> None:
    with torch.no_grad():
        for parameter in parameters:
            parameter -= lr * parameter.grad
