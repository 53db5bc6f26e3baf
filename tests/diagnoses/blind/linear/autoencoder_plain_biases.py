"""Your two biases are ordinary tensors, and a module does not look for those, so no optimizer will ever find them.
Wrap them in `nn.Parameter`, as you did with the weight."""
# diagnosis: plain_tensor

import torch
import torch.nn as nn


class TiedAutoencoder(nn.Module):
    def __init__(self, in_features: int, code_features: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(code_features, in_features) * 0.1)
        self.code_bias = torch.zeros(code_features, requires_grad=True)
        self.output_bias = torch.zeros(in_features, requires_grad=True)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        code = torch.relu(torch.matmul(x, self.weight.t()) + self.code_bias)
        return torch.matmul(code, self.weight) + self.output_bias
