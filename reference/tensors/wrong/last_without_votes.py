"""You count only as far as the last candidate with a vote. `bincount` wants `minlength=` as well."""

# diagnosis: end_missing

import torch
from torch import Tensor


def votes(scores: Tensor) -> tuple[Tensor, Tensor]:
    winners = scores.argmax(dim=1)
    return torch.eye(scores.shape[1])[winners], torch.bincount(winners)
