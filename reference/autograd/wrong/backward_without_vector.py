"""sin(x) has many elements, and backward cannot know how much each of them counts. Tell it: `backward(v)`."""
# diagnosis: not_scalar

import torch
from torch import Tensor


def vector_jacobian(x: Tensor, v: Tensor) -> Tensor:
    torch.sin(x).backward()
    return x.grad
