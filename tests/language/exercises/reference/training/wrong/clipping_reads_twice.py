"""The number of readings: parameters are gone through twice, but a generator can be read only once."""

from collections.abc import Iterable

import torch
from torch import nn


def run_gradient_clipping(parameters: Iterable[nn.Parameter], max_l2_norm: float) -> None:
    norm = torch.sqrt(sum(p.grad.square().sum() for p in parameters if p.grad is not None))
    if norm > max_l2_norm:
        for p in parameters:
            if p.grad is not None:
                p.grad.mul_(max_l2_norm / (norm + 1e-6))
