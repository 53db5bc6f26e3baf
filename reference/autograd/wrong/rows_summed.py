"""You differentiate the sum of the gradient, which adds up all rows of the Hessian. Take the elements one by one."""
# diagnosis: over_reduced

import torch
from torch import Tensor


def hessian(x: Tensor) -> Tensor:
    (gradient,) = torch.autograd.grad((x @ x) ** 2, x, create_graph=True)
    return torch.autograd.grad(gradient.sum(), x)[0]
