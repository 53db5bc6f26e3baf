"""With a batch of one, `squeeze()` takes away the batch as well, because that dimension has size 1 too. Say which
dimension should go: `squeeze(1)`."""
# diagnosis: batch_squeezed

import torch


def score_of_label(scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    picked = torch.gather(scores, 1, labels.unsqueeze(1))
    return picked.squeeze()
