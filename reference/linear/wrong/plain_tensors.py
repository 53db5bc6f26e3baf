"""weight and bias are plain tensors, so the module has no parameters to train. Wrap each in `nn.Parameter`."""

# diagnosis: plain_tensor

import torch
from torch import Tensor, nn


class Affine(nn.Module):
    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__()
        self.weight = torch.randn(out_features, in_features, requires_grad=True)
        self.bias = torch.zeros(out_features, requires_grad=True)

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight.T + self.bias
