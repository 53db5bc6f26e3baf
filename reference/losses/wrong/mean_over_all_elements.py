"""You average over the classes too. Sum over them and divide by the batch: the reduction 'batchmean'."""

# diagnosis: sum_mean

from torch import Tensor
from torch.nn import functional as F


def kl_divergence(p_logits: Tensor, q_logits: Tensor) -> Tensor:
    p_logs, q_logs = F.log_softmax(p_logits, dim=-1), F.log_softmax(q_logits, dim=-1)
    return F.kl_div(q_logs, p_logs, reduction="mean", log_target=True)
