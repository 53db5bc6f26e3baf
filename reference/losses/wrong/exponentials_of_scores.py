"""At a low temperature the exponential of a score is infinite. `F.cross_entropy` takes care of that."""

# diagnosis: not_finite

from torch import Tensor
from torch.nn import functional as F


def contrastive_loss(a: Tensor, b: Tensor, temperature: float) -> Tensor:
    powers = (F.normalize(a, dim=1) @ F.normalize(b, dim=1).T / temperature).exp()
    return -(powers.diagonal() / powers.sum(dim=1)).log().mean()
