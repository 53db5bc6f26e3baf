"""Your loss is negative: the logarithm of a probability is below 0. Put a minus in front."""

# diagnosis: sign

import torch
from torch import Tensor


def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    logs = torch.log_softmax(logits, dim=1)
    return logs[torch.arange(len(target)), target].mean()
