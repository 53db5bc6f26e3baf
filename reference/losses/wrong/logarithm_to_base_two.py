"""You take the logarithm to base 2. In a softmax it is the natural one, `log`."""

# diagnosis: log_base

from torch import Tensor


def log_probabilities(scores: Tensor) -> Tensor:
    shifted = scores - scores.amax(dim=-1, keepdim=True)
    return (shifted - shifted.exp().sum(dim=-1, keepdim=True).log()) / 0.6931472
