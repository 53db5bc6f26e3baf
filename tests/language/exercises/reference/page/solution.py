"""Tensors and autograd: one right answer to each exercise."""

import torch
from torch import Tensor, nn


def scalar() -> Tensor:
    return torch.tensor(3.14)


def vector() -> Tensor:
    return torch.tensor([1, 2, 3])


def matrix() -> Tensor:
    return torch.tensor([[1, 2], [3, 4]])


def cube() -> Tensor:
    return torch.tensor([[[1, 2], [3, 4]], [[5, 6], [7, 8]]])


def image_batch() -> Tensor:
    return torch.randn(8, 3, 32, 32)


def video_batch() -> Tensor:
    return torch.randn(2, 16, 3, 32, 32)


def square(x: Tensor) -> Tensor:
    return x**2


def gradient_at(x: float) -> float:
    leaf = torch.tensor(x, requires_grad=True)
    (leaf**2).backward()
    return leaf.grad.item()


class Affine(nn.Module):
    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features))
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight.T + self.bias
