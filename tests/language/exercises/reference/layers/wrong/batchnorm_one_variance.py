"""The running variance: that of the batch, divided by n, where the buffer takes the one divided by n - 1."""

import torch
from torch import Tensor


def my_batch_norm(
    x: Tensor, gamma: Tensor, beta: Tensor, running_mean: Tensor, running_var: Tensor, training: bool
) -> Tensor:
    mean, variance = running_mean, running_var
    if training:
        mean, variance = x.mean(dim=0), x.var(dim=0, correction=0)
        with torch.no_grad():
            running_mean.lerp_(mean, 0.1)
            running_var.lerp_(variance, 0.1)
    return (x - mean) / torch.sqrt(variance + 1e-5) * gamma + beta
