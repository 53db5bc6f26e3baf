"""You average the probabilities themselves. Take their logarithm first: `log_softmax`."""

# diagnosis: nll_probabilities

import torch
from torch import Tensor


def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    right = torch.softmax(logits, dim=1)[torch.arange(len(target)), target]
    return -right.mean()
