"""Autograd would record the update, and does not allow that for a leaf. Put it inside `with torch.no_grad():`."""
# diagnosis: update_in_graph

from torch import Tensor


def descent_step(parameters: list[Tensor], lr: float) -> None:
    for parameter in parameters:
        if parameter.grad is not None:
            parameter -= lr * parameter.grad
