"""-1 counts from the end, so what is filled in is taken for the last class. Leave those positions out first."""

# diagnosis: index_outside

import torch
from torch import Tensor


def sequence_loss(logits: Tensor, target: Tensor, ignored: int) -> Tensor:
    logs = torch.log_softmax(logits.flatten(0, 1), dim=-1)
    classes = target.flatten()
    return -logs[torch.arange(len(classes)), classes].mean()
