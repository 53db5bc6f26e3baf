"""The place of eps: added to the root, where it belongs inside."""

import torch
from torch import Tensor


def my_layer_norm(x: Tensor, gamma: Tensor, beta: Tensor, eps: float = 1e-5) -> Tensor:
    centred = x - x.mean(dim=-1, keepdim=True)
    variance = centred.square().mean(dim=-1, keepdim=True)
    return centred / (torch.sqrt(variance) + eps) * gamma + beta
