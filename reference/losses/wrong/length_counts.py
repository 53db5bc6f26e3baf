"""You leave the lengths of the rows in. The cosine wants rows of length 1: `F.normalize(a, dim=1)`."""

# diagnosis: none

import torch
from torch import Tensor
from torch.nn import functional as F


def contrastive_loss(a: Tensor, b: Tensor, temperature: float) -> Tensor:
    return F.cross_entropy(a @ b.T / temperature, torch.arange(len(a)))
