"""You detach p, and no gradient reaches `p_logits`. Here gradients flow to both."""

# diagnosis: graph_cut

from torch import Tensor
from torch.nn import functional as F


def kl_divergence(p_logits: Tensor, q_logits: Tensor) -> Tensor:
    p_logs, q_logs = F.log_softmax(p_logits.detach(), dim=-1), F.log_softmax(q_logits, dim=-1)
    return (p_logs.exp() * (p_logs - q_logs)).sum(dim=-1).mean()
