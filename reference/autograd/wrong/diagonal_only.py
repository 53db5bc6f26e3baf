"""You have the diagonal only. The Hessian is a matrix: each element of the gradient by every element of x."""
# diagnosis: none

import torch
from torch import Tensor


def hessian(x: Tensor) -> Tensor:
    return 4 * (x @ x) + 8 * x**2
