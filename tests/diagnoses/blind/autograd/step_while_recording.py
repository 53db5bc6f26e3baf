"""Autograd is still recording when you change w, and it does not let a leaf be changed then. Put the update inside
`with torch.no_grad():`."""
# diagnosis: update_in_graph

import torch


def gradient_step(w: torch.Tensor, x: torch.Tensor, y: torch.Tensor, lr: float) -> float:
    prediction = x @ w
    loss = ((prediction - y) ** 2).mean()
    loss.backward()
    w -= lr * w.grad
    w.grad.zero_()
    return loss.item()
