"""You forgot that `gather` keeps its dimension: the result is a column. Take it off with `.squeeze(1)`."""

# diagnosis: extra_dimension

import torch
from torch import Tensor


def score_of_label(scores: Tensor, labels: Tensor) -> Tensor:
    return scores.gather(1, labels[:, None])
