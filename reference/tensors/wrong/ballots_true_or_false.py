"""Your ballots are True and False. Convert them to numbers: `.float()`."""

# diagnosis: booleans

import torch
from torch import Tensor


def votes(scores: Tensor) -> tuple[Tensor, Tensor]:
    ballots = scores == scores.max(dim=1, keepdim=True).values
    return ballots, ballots.sum(dim=0)
