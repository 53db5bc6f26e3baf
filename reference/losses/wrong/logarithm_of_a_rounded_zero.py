"""Small probabilities are rounded to 0, and the logarithm of 0 is infinite. Subtract logarithms; do not divide."""

# diagnosis: not_finite

from torch import Tensor


def log_probabilities(scores: Tensor) -> Tensor:
    powers = (scores - scores.amax(dim=-1, keepdim=True)).exp()
    return (powers / powers.sum(dim=-1, keepdim=True)).log()
