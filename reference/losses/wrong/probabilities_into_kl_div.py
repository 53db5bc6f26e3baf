"""`F.kl_div` wants the logarithm of q as its first argument, and you give it q itself."""

# diagnosis: none

from torch import Tensor
from torch.nn import functional as F


def kl_divergence(p_logits: Tensor, q_logits: Tensor) -> Tensor:
    return F.kl_div(F.softmax(q_logits, dim=-1), F.softmax(p_logits, dim=-1), reduction="batchmean")
