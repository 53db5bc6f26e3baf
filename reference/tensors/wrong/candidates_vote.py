"""You take `argmax` over the voters, for each candidate. Every row has a vote: `dim=1`."""

# diagnosis: wrong_dimension

import torch
from torch import Tensor


def votes(scores: Tensor) -> tuple[Tensor, Tensor]:
    winners = scores.argmax(dim=0) % scores.shape[1]
    ballots = torch.eye(scores.shape[1])[winners]
    return ballots, ballots.sum(dim=0).long()
