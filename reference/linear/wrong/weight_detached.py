"""`self.weight.data` leaves the graph behind, so the weight gets no gradient. Use `self.weight` itself."""

# diagnosis: graph_cut

import torch
from torch import Tensor, nn


class Affine(nn.Module):
    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features))
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight.data.T + self.bias
