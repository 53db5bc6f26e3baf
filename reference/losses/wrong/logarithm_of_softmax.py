"""A probability that is rounded to 0 has an infinite logarithm. Use `log_softmax` in place of softmax and log."""

# diagnosis: not_finite

from torch import Tensor
from torch.nn import functional as F


def kl_divergence(p_logits: Tensor, q_logits: Tensor) -> Tensor:
    p, q = F.softmax(p_logits, dim=-1), F.softmax(q_logits, dim=-1)
    return (p * (p.log() - q.log())).sum(dim=-1).mean()
