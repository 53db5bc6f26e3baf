"""The gradient: a row that is looked up twice gets only one share."""

import torch
from torch import Tensor, nn


class MyEmbedding(nn.Module):
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(num_embeddings, embedding_dim))

    def forward(self, indices: Tensor) -> Tensor:
        rows = self.weight.detach()[indices].reshape(-1, self.weight.shape[1])
        flat, seen = indices.flatten().tolist(), set()
        for place, index in enumerate(flat):
            if index not in seen:
                rows = rows.index_put((torch.tensor(place),), self.weight[index])
                seen.add(index)
        return rows.reshape(*indices.shape, -1)
