"""You divide by the number of all positions. Divide by the number of those that count."""

# diagnosis: sum_mean

import torch
from torch import Tensor


def sequence_loss(logits: Tensor, target: Tensor, ignored: int) -> Tensor:
    counts = target != ignored
    logs = torch.log_softmax(logits[counts], dim=-1)
    return -logs.gather(1, target[counts].unsqueeze(1)).sum() / target.numel()
