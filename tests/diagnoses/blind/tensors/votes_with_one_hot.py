"""The ballots hold the right zeros and ones, but as whole numbers: `one_hot` gives int64. Add `.float()` to the
ballots, so that a network can compute with them."""
# diagnosis: integers

import torch
import torch.nn.functional as F


def votes(scores: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    chosen = scores.argmax(dim=1)
    ballots = F.one_hot(chosen, num_classes=scores.shape[1])
    counts = ballots.sum(dim=0)
    return ballots, counts
