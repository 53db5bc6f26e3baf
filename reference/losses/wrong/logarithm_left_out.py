"""You return the probabilities. Their logarithms are asked for."""

# diagnosis: activation_missing

from torch import Tensor


def log_probabilities(scores: Tensor) -> Tensor:
    powers = (scores - scores.amax(dim=-1, keepdim=True)).exp()
    return powers / powers.sum(dim=-1, keepdim=True)
