"""Zeros and ones in place of indices, and masks that multiply."""

import torch
from torch import Tensor
from torch.nn import functional as F


def masked_mse(prediction: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    errors = torch.where(mask, prediction - target, torch.zeros_like(prediction))
    return errors.square().sum() / max(int(mask.sum()), 1)


def huber(prediction: Tensor, target: Tensor, delta: float) -> Tensor:
    error = (prediction - target).abs()
    small = error.clamp(max=delta)
    return (small**2 / 2 + delta * (error - small)).mean()


def log_probabilities(scores: Tensor) -> Tensor:
    return scores - torch.logcumsumexp(scores, dim=-1)[..., -1:]


def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    right = F.one_hot(target, logits.shape[-1]).to(logits.dtype)
    return (torch.logsumexp(logits, dim=-1) - (right * logits).sum(dim=-1)).mean()


def sequence_loss(logits: Tensor, target: Tensor, ignored: int) -> Tensor:
    counts = (target != ignored).to(logits.dtype)
    safe = target.masked_fill(target == ignored, 0)
    each = -logits.log_softmax(dim=-1).gather(-1, safe[..., None])[..., 0]
    return (each * counts).sum() / counts.sum().clamp(min=1)


def loss_and_accuracy(logits: Tensor, target: Tensor) -> tuple[Tensor, float]:
    right = F.one_hot(target, logits.shape[1]).float()
    loss = -(right * logits.log_softmax(dim=1)).sum() / len(target)
    return loss, int((logits.max(dim=1).indices == target).sum()) / len(target)


def binary_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return -(target * F.logsigmoid(logits) + (1 - target) * F.logsigmoid(-logits)).mean()


def focal_loss(logits: Tensor, target: Tensor, gamma: float) -> Tensor:
    each = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return ((1 - torch.exp(-each)) ** gamma * each).mean()


def kl_divergence(p_logits: Tensor, q_logits: Tensor) -> Tensor:
    cross = -(p_logits.softmax(dim=-1) * q_logits.log_softmax(dim=-1)).sum()
    entropy = -(p_logits.softmax(dim=-1) * p_logits.log_softmax(dim=-1)).sum()
    return (cross - entropy) / len(p_logits)


def contrastive_loss(a: Tensor, b: Tensor, temperature: float) -> Tensor:
    scores = F.cosine_similarity(a[:, None, :], b[None, :, :], dim=-1) / temperature
    return -scores.log_softmax(dim=1).diagonal().mean()
