"""You average over the zeros of the one-hot rows too. Divide by the number of samples only."""

# diagnosis: sum_mean

import torch
from torch import Tensor


def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    right = torch.nn.functional.one_hot(target, logits.shape[1])
    return -(right * torch.log_softmax(logits, dim=1)).mean()
