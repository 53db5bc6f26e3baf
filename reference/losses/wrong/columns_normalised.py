"""You give the columns length 1. Each row is a sample: `F.normalize(a, dim=1)`."""

# diagnosis: none

import torch
from torch import Tensor
from torch.nn import functional as F


def contrastive_loss(a: Tensor, b: Tensor, temperature: float) -> Tensor:
    scores = F.normalize(a, dim=0) @ F.normalize(b, dim=0).T / temperature
    return F.cross_entropy(scores, torch.arange(len(a)))
