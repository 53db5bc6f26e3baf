"""You take the softmax twice, which makes every answer look unsure. Pass the raw logits on."""

# diagnosis: double_softmax

import torch
from torch import Tensor


def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    logs = torch.log_softmax(torch.softmax(logits, dim=1), dim=1)
    return -logs[torch.arange(len(target)), target].mean()
