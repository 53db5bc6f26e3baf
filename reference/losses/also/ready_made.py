"""The functions that torch has for it, where they are allowed."""

from torch import Tensor, arange, nn
from torch.nn import functional as F


def masked_mse(prediction: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    if not mask.any():
        return (prediction * 0).sum()
    return F.mse_loss(prediction.masked_select(mask), target.masked_select(mask))


def log_probabilities(scores: Tensor) -> Tensor:
    shifted = scores - scores.max(dim=-1, keepdim=True).values
    return shifted - shifted.exp().sum(dim=-1, keepdim=True).log()


def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return -nn.LogSoftmax(dim=1)(logits).gather(1, target.unsqueeze(1)).mean()


def loss_and_accuracy(logits: Tensor, target: Tensor) -> tuple[Tensor, float]:
    loss = nn.CrossEntropyLoss()(logits, target)
    return loss, logits.argmax(1).eq(target).float().mean().item()


def focal_loss(logits: Tensor, target: Tensor, gamma: float) -> Tensor:
    p = target * logits.sigmoid() + (1 - target) * (1 - logits.sigmoid())
    return ((1 - p) ** gamma * nn.BCEWithLogitsLoss(reduction="none")(logits, target)).mean()


def kl_divergence(p_logits: Tensor, q_logits: Tensor) -> Tensor:
    return F.kl_div(q_logits.log_softmax(-1), p_logits.log_softmax(-1), reduction="batchmean", log_target=True)


def contrastive_loss(a: Tensor, b: Tensor, temperature: float) -> Tensor:
    a, b = a / a.norm(dim=1, keepdim=True), b / b.norm(dim=1, keepdim=True)
    return nn.CrossEntropyLoss()((a @ b.T).div(temperature), arange(len(a), device=a.device))
