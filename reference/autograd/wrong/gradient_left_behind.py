"""The gradient stays in `w.grad`, and the next step adds its own to it. Clear it at the end: `w.grad = None`."""
# diagnosis: accumulated

import torch
from torch import Tensor


def gradient_step(w: Tensor, x: Tensor, y: Tensor, lr: float) -> float:
    loss = ((x @ w - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w -= lr * w.grad
    return loss.item()
