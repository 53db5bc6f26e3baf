"""The index: counted from one."""

import torch
from torch import Tensor, nn


class MyEmbedding(nn.Module):
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(num_embeddings, embedding_dim))

    def forward(self, indices: Tensor) -> Tensor:
        return self.weight[indices - 1]
