"""`one_hot` gives you whole numbers. The ballots are floats: `.float()`."""

# diagnosis: integers

import torch
from torch import Tensor


def votes(scores: Tensor) -> tuple[Tensor, Tensor]:
    ballots = torch.nn.functional.one_hot(scores.argmax(dim=1), scores.shape[1])
    return ballots, ballots.sum(dim=0)
