"""One sample after another, and one formula after another."""

import torch
from torch import Tensor


def masked_mse(prediction: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    target = target.clone()
    target[~mask] = 0
    weights = mask.to(prediction.dtype)
    total = ((prediction - target) ** 2 * weights).sum()
    count = weights.sum()
    return total / count if count > 0 else total


def huber(prediction: Tensor, target: Tensor, delta: float) -> Tensor:
    error = prediction - target
    far = error.abs() > delta
    near_by = 0.5 * error[~far] ** 2
    far_off = delta * (error[far].abs() - 0.5 * delta)
    return (near_by.sum() + far_off.sum()) / error.numel()


def log_probabilities(scores: Tensor) -> Tensor:
    rows = scores.reshape(-1, scores.shape[-1])
    done = []
    for row in rows:
        shifted = row - row.max()
        done.append(shifted - torch.log(torch.sum(torch.exp(shifted))))
    return torch.stack(done).reshape(scores.shape)


def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    losses = [-torch.log_softmax(row, dim=0)[right] for row, right in zip(logits, target, strict=True)]
    return torch.stack(losses).mean()


def sequence_loss(logits: Tensor, target: Tensor, ignored: int) -> Tensor:
    total, count = (logits * 0).sum(), 0
    for sequence, classes in zip(logits, target.tolist(), strict=True):
        for row, right in zip(sequence, classes, strict=True):
            if right != ignored:
                total = total - torch.log_softmax(row, dim=0)[right]
                count += 1
    return total / max(count, 1)


def binary_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    positive = torch.where(logits > 0, logits, 0.0)
    return (positive - logits * target + torch.log1p(torch.exp(-logits.abs()))).mean()


def kl_divergence(p_logits: Tensor, q_logits: Tensor) -> Tensor:
    total = torch.zeros((), dtype=p_logits.dtype)
    for p_row, q_row in zip(p_logits, q_logits, strict=True):
        p_logs = p_row - p_row.logsumexp(dim=0)
        q_logs = q_row - q_row.logsumexp(dim=0)
        total = total + p_logs.exp() @ (p_logs - q_logs)
    return total / len(p_logits)


def contrastive_loss(a: Tensor, b: Tensor, temperature: float) -> Tensor:
    losses = []
    for i, row in enumerate(a):
        scores = (b * row).sum(dim=1) / (row.norm() * b.norm(dim=1)) / temperature
        losses.append(torch.logsumexp(scores, dim=0) - scores[i])
    return torch.stack(losses).mean()
