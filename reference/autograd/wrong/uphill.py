"""You add the gradient, which goes uphill. A step downhill takes it away: `w -= lr * w.grad`."""
# diagnosis: ascent

import torch
from torch import Tensor


def gradient_step(w: Tensor, x: Tensor, y: Tensor, lr: float) -> float:
    loss = ((x @ w - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w += lr * w.grad
    w.grad = None
    return loss.item()
