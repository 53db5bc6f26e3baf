"""Tensors made from other tensors, and padding in place of `cat`."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def moved_sum(a: Tensor, b: Tensor, device: str) -> Tensor:
    return torch.add(torch.empty_like(a, device=device).copy_(a), b.to(device))


def column_of_ones(x: Tensor) -> Tensor:
    return F.pad(x, (0, 1), value=1.0)


def beside_the_model(model: nn.Module, x: Tensor) -> Tensor:
    for parameter in model.parameters():
        x = x.to(parameter.device)
    return model.forward(x)


class Standardise(nn.Module):
    def __init__(self, mean: Tensor, std: Tensor) -> None:
        super().__init__()
        for name, value in (("std", std), ("mean", mean)):
            self.register_buffer(name, torch.empty_like(value))
            self.get_buffer(name).copy_(value)

    def forward(self, x: Tensor) -> Tensor:
        return torch.div(torch.sub(x, self.mean), self.std)
