"""Autograd does not let you change a leaf while it records. Put the step inside `with torch.no_grad():`."""
# diagnosis: update_in_graph

from torch import Tensor


def gradient_step(w: Tensor, x: Tensor, y: Tensor, lr: float) -> float:
    loss = ((x @ w - y) ** 2).mean()
    loss.backward()
    w -= lr * w.grad
    w.grad = None
    return loss.item()
