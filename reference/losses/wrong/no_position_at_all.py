"""Where no position counts you divide 0 by 0. The loss is 0 there."""

# diagnosis: not_finite

import torch
from torch import Tensor


def sequence_loss(logits: Tensor, target: Tensor, ignored: int) -> Tensor:
    counts = target != ignored
    logs = torch.log_softmax(logits[counts], dim=-1)
    return -logs.gather(1, target[counts].unsqueeze(1)).mean()
