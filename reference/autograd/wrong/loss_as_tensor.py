"""You return the loss as a tensor, which keeps its whole graph alive. `.item()` makes a Python float of it."""
# diagnosis: tensor_not_number

import torch
from torch import Tensor


def gradient_step(w: Tensor, x: Tensor, y: Tensor, lr: float) -> Tensor:
    loss = ((x @ w - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w -= lr * w.grad
    w.grad = None
    return loss
