"""`p = p - …` makes another tensor and gives it the name p. The parameter stays as it was: write `p -= …`."""
# diagnosis: update_in_graph

from torch import Tensor


def descent_step(parameters: list[Tensor], lr: float) -> None:
    for parameter in parameters:
        if parameter.grad is not None:
            parameter = parameter - lr * parameter.grad
