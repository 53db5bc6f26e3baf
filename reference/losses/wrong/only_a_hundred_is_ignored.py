"""You look for -100 only. Compare with the argument: `target != ignored`."""

# diagnosis: index_outside

import torch
from torch import Tensor


def sequence_loss(logits: Tensor, target: Tensor, ignored: int) -> Tensor:
    counts = target != -100
    logs = torch.log_softmax(logits[counts], dim=-1)
    return -logs.gather(1, target[counts].unsqueeze(1)).sum() / counts.sum().clamp(min=1)
