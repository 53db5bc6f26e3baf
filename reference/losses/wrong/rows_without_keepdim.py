"""The sum of each row has lost its dimension and does not fit the rows. Keep it with `keepdim=True`."""

# diagnosis: broadcast_sizes

from torch import Tensor


def log_probabilities(scores: Tensor) -> Tensor:
    shifted = scores - scores.amax(dim=-1, keepdim=True)
    return shifted - shifted.exp().sum(dim=-1).log()
