"""You only look at partners. Each row is compared with all rows of b, so that the others are pushed away."""

# diagnosis: none

from torch import Tensor
from torch.nn import functional as F


def contrastive_loss(a: Tensor, b: Tensor, temperature: float) -> Tensor:
    return (1 - F.cosine_similarity(a, b)).mean() / temperature
