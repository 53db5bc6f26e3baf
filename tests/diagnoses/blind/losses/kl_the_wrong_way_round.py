"""`F.kl_div(a, b)` reads its arguments in an order that surprises everyone: first the logarithms of q, then p. You
gave them the other way round, so this is KL(q ‖ p)."""
# diagnosis: swapped_arguments

import torch
import torch.nn.functional as F


def kl_divergence(p_logits: torch.Tensor, q_logits: torch.Tensor) -> torch.Tensor:
    log_p = F.log_softmax(p_logits, dim=-1)
    q = F.softmax(q_logits, dim=-1)
    return F.kl_div(log_p, q, reduction="batchmean")
