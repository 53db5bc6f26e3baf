"""The 1e-9 in the logarithm hides how wrong a sure answer is. `log_softmax` needs no such help."""

# diagnosis: partly_wrong

import torch
from torch import Tensor


def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    right = torch.softmax(logits, dim=1)[torch.arange(len(target)), target]
    return -torch.log(right + 1e-9).mean()
