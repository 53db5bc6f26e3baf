"""Yours is KL(q ‖ p). It is p that weighs the differences, and `F.kl_div` takes log q first."""

# diagnosis: swapped_arguments

from torch import Tensor
from torch.nn import functional as F


def kl_divergence(p_logits: Tensor, q_logits: Tensor) -> Tensor:
    p_logs, q_logs = F.log_softmax(p_logits, dim=-1), F.log_softmax(q_logits, dim=-1)
    return F.kl_div(p_logs, q_logs, reduction="batchmean", log_target=True)
