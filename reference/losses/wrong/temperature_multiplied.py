"""You multiply by the temperature. Divide by it: a low temperature makes differences larger."""

# diagnosis: none

import torch
from torch import Tensor
from torch.nn import functional as F


def contrastive_loss(a: Tensor, b: Tensor, temperature: float) -> Tensor:
    scores = F.normalize(a, dim=1) @ F.normalize(b, dim=1).T * temperature
    return F.cross_entropy(scores, torch.arange(len(a)))
