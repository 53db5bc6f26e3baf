"""Your rows are those of b. It is a row of a that looks for its partner: `a @ b.T`, not `b @ a.T`."""

# diagnosis: swapped_arguments

import torch
from torch import Tensor
from torch.nn import functional as F


def contrastive_loss(a: Tensor, b: Tensor, temperature: float) -> Tensor:
    scores = F.normalize(b, dim=1) @ F.normalize(a, dim=1).T / temperature
    return F.cross_entropy(scores, torch.arange(len(a)))
