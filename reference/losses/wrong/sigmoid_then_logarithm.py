"""The sigmoid of a large logit is rounded to 0 or 1, and the logarithm of 0 is infinite. Use `softplus` instead."""

# diagnosis: not_finite

import torch
from torch import Tensor


def binary_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    p = torch.sigmoid(logits)
    return -(target * torch.log(p) + (1 - target) * torch.log(1 - p)).mean()
