"""Short gradients: they are made as long as the limit."""

from collections.abc import Iterable

import torch
from torch import nn


def run_gradient_clipping(parameters: Iterable[nn.Parameter], max_l2_norm: float) -> None:
    gradients = [p.grad for p in parameters if p.grad is not None]
    norm = torch.sqrt(sum(g.square().sum() for g in gradients))
    for gradient in gradients:
        gradient.mul_(max_l2_norm / (norm + 1e-6))
