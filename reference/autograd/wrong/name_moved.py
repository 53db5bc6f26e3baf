"""`w = w - …` makes a new tensor, and the caller's w stays as it was. `w -= …` works in place."""
# diagnosis: step_size

import torch
from torch import Tensor


def gradient_step(w: Tensor, x: Tensor, y: Tensor, lr: float) -> float:
    loss = ((x @ w - y) ** 2).mean()
    loss.backward()
    gradient = w.grad
    w.grad = None
    with torch.no_grad():
        w = w - lr * gradient
    return loss.item()
