"""Losses: one right answer to each exercise."""

import torch
from torch import Tensor
from torch.nn import functional as F


def masked_mse(prediction: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    errors = prediction[mask] - target[mask]
    return (errors**2).sum() / mask.sum().clamp(min=1)


def huber(prediction: Tensor, target: Tensor, delta: float) -> Tensor:
    error = (prediction - target).abs()
    return torch.where(error <= delta, error**2 / 2, delta * (error - delta / 2)).mean()


def log_probabilities(scores: Tensor) -> Tensor:
    shifted = scores - scores.amax(dim=-1, keepdim=True)
    return shifted - shifted.exp().sum(dim=-1, keepdim=True).log()


def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    logs = torch.log_softmax(logits, dim=1)
    return -logs[torch.arange(len(target)), target].mean()


def sequence_loss(logits: Tensor, target: Tensor, ignored: int) -> Tensor:
    counts = target != ignored
    logs = torch.log_softmax(logits, dim=-1)[counts]
    right = logs[torch.arange(len(logs)), target[counts]]
    return -right.sum() / counts.sum().clamp(min=1)


def loss_and_accuracy(logits: Tensor, target: Tensor) -> tuple[Tensor, float]:
    right = logits.argmax(dim=1) == target
    return F.cross_entropy(logits, target), right.double().mean().item()


def binary_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return (F.softplus(logits) - logits * target).mean()


def focal_loss(logits: Tensor, target: Tensor, gamma: float) -> Tensor:
    away = torch.where(target == 1, -logits, logits)
    return (torch.sigmoid(away) ** gamma * F.softplus(away)).mean()


def kl_divergence(p_logits: Tensor, q_logits: Tensor) -> Tensor:
    p_logs, q_logs = (torch.log_softmax(each, dim=-1) for each in (p_logits, q_logits))
    return (p_logs.exp() * (p_logs - q_logs)).sum() / len(p_logits)


def contrastive_loss(a: Tensor, b: Tensor, temperature: float) -> Tensor:
    scores = F.normalize(a) @ F.normalize(b).T / temperature
    return F.cross_entropy(scores, torch.arange(len(a)))
