"""`.data` leaves the graph behind, so that no gradient reaches the embeddings. Use `embeddings` itself."""

# diagnosis: graph_cut

import torch
from torch import Tensor


def sentence_vectors(embeddings: Tensor, mask: Tensor) -> Tensor:
    real = mask[:, :, None]
    mean = (embeddings.data * real).sum(dim=1) / real.sum(dim=1).clamp(min=1)
    largest = embeddings.data.masked_fill(~real, -torch.inf).amax(dim=1).where(real.any(dim=1), 0.0)
    return torch.cat([mean, largest], dim=1)
