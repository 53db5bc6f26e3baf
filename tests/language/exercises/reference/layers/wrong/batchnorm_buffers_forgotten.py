"""The buffers: the running mean and variance stay what they were."""

import torch
from torch import Tensor


def my_batch_norm(
    x: Tensor, gamma: Tensor, beta: Tensor, running_mean: Tensor, running_var: Tensor, training: bool
) -> Tensor:
    mean, variance = running_mean, running_var
    if training:
        mean, variance = x.mean(dim=0), x.var(dim=0, correction=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * x.var(dim=0)
    return (x - mean) / torch.sqrt(variance + 1e-5) * gamma + beta
