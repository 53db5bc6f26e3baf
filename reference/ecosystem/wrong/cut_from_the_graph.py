"""`.data` leaves the graph behind, so that no gradient reaches the embeddings. Use `embeddings` itself."""

# diagnosis: graph_cut

from torch import Tensor


def masked_mean(embeddings: Tensor, mask: Tensor) -> Tensor:
    real = embeddings.data * mask[:, :, None]
    return real.sum(dim=1) / mask.sum(dim=1, keepdim=True).clamp(min=1)
