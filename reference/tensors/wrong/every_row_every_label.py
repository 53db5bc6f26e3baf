"""You take the columns of all labels from every row, which makes a square. Index rows and columns in pairs."""

# diagnosis: broadcast

import torch
from torch import Tensor


def score_of_label(scores: Tensor, labels: Tensor) -> Tensor:
    return scores[:, labels]
