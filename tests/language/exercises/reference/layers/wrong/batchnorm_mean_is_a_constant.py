"""The gradient: mean and variance of the batch are taken for constants."""

import torch
from torch import Tensor


def my_batch_norm(
    x: Tensor, gamma: Tensor, beta: Tensor, running_mean: Tensor, running_var: Tensor, training: bool
) -> Tensor:
    mean, variance = running_mean, running_var
    if training:
        with torch.no_grad():
            mean, variance = x.mean(dim=0), x.var(dim=0, correction=0)
            running_mean.lerp_(mean, 0.1)
            running_var.lerp_(x.var(dim=0), 0.1)
    return (x - mean) / torch.sqrt(variance + 1e-5) * gamma + beta
