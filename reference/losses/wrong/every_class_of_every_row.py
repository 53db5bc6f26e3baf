"""`logs[:, target]` picks every target from every row. Pair them: `logs[torch.arange(len(target)), target]`."""

# diagnosis: none

import torch
from torch import Tensor


def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    logs = torch.log_softmax(logits, dim=1)
    return -logs[:, target].mean()
