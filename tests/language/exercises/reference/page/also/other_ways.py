"""Every exercise of the page, done in another way."""

import torch
from torch import Tensor, nn


def scalar() -> Tensor:
    return torch.full((), 3.14)


def vector() -> Tensor:
    return torch.arange(1, 4)


def matrix() -> Tensor:
    return torch.stack([torch.tensor([1, 2]), torch.tensor([3, 4])])


def cube() -> Tensor:
    return torch.arange(1, 9).reshape(2, 2, 2)


def image_batch() -> Tensor:
    return torch.empty(8, 3, 32, 32).normal_()


def video_batch() -> Tensor:
    return torch.zeros(2, 16, 3, 32, 32)


def square(x: Tensor) -> Tensor:
    return torch.mul(x, x)


def gradient_at(x: float) -> float:
    leaf = torch.tensor([x], requires_grad=True)
    (gradient,) = torch.autograd.grad(leaf.square().sum(), leaf)
    return float(gradient)


class Affine(nn.Module):
    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__()
        self.bias = nn.Parameter(torch.ones(out_features))
        self.weight = nn.Parameter(torch.ones(out_features, in_features))

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.linear(x, self.weight, self.bias)
