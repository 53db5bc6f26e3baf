"""You call `squeeze()` without a dimension, which also drops a batch of one. Say `squeeze(1)`."""

# diagnosis: batch_squeezed

import torch
from torch import Tensor


def score_of_label(scores: Tensor, labels: Tensor) -> Tensor:
    return scores.gather(1, labels[:, None]).squeeze()
