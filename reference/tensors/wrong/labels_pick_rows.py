"""With a single index you pick whole rows. A score needs its row and its column: `scores[rows, labels]`."""

# diagnosis: index_outside

from torch import Tensor


def score_of_label(scores: Tensor, labels: Tensor) -> Tensor:
    return scores[labels]
