"""Your numbers are right, but autograd found them. Here you write the formulas yourself."""

# diagnosis: forbidden

import torch
from torch import Tensor, nn


def layer_by_hand(layer: nn.Linear, x: Tensor, cotangent: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    leaf = x.clone().requires_grad_()
    output = layer(leaf)
    gradients = torch.autograd.grad(output, (leaf, layer.weight, layer.bias), cotangent)
    return output, *gradients
