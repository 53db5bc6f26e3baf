"""Frozen parameters: they have no gradient that could be clipped."""

from collections.abc import Iterable

import torch
from torch import nn


def run_gradient_clipping(parameters: Iterable[nn.Parameter], max_l2_norm: float) -> None:
    gradients = [p.grad for p in parameters]
    norm = torch.sqrt(sum(g.square().sum() for g in gradients))
    if norm > max_l2_norm:
        for gradient in gradients:
            gradient.mul_(max_l2_norm / (norm + 1e-6))
