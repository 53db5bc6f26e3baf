"""`g = g * …` makes another tensor and leaves the gradient as it was. Scale it in place: `g *= …`."""
# diagnosis: none

from collections.abc import Iterable

import torch
from torch import Tensor


def clip_gradients(parameters: Iterable[Tensor], max_norm: float) -> float:
    gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
    norm = torch.cat([gradient.flatten() for gradient in gradients]).norm().item()
    if norm > max_norm:
        for gradient in gradients:
            gradient = gradient * max_norm / norm
    return norm
