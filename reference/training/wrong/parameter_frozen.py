"""You leave the parameter without requires_grad, so it would never get a gradient again. Use `torch.no_grad()`."""
# diagnosis: no_requires_grad

from torch import Tensor


def descent_step(parameters: list[Tensor], lr: float) -> None:
    for parameter in parameters:
        if parameter.grad is not None:
            parameter.requires_grad_(False)
            parameter -= lr * parameter.grad
