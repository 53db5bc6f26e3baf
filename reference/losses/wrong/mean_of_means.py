"""You average each sequence, then the averages. A position counts the same in a short and in a long sequence."""

# diagnosis: none

import torch
from torch import Tensor


def sequence_loss(logits: Tensor, target: Tensor, ignored: int) -> Tensor:
    counts = target != ignored
    logs = torch.log_softmax(logits, dim=-1)
    right = logs.gather(2, target.where(counts, 0).unsqueeze(2)).squeeze(2) * counts
    return -(right.sum(dim=1) / counts.sum(dim=1).clamp(min=1)).mean()
