"""Tensors are made first and filled afterwards."""

import math

import torch
from torch import Tensor


def scalar(value: float) -> Tensor:
    return torch.full((), value)


def vector(values: list[float]) -> Tensor:
    filled = torch.empty(len(values))
    for index, value in enumerate(values):
        filled[index] = value
    return filled


def matrix(rows: list[list[float]]) -> Tensor:
    filled = torch.zeros(len(rows), len(rows[0]))
    for row, numbers in enumerate(rows):
        for column, number in enumerate(numbers):
            filled[row, column] = number
    return filled


def rgb_image(height: int, width: int) -> Tensor:
    return torch.empty(3, height, width).uniform_()


def image_batch(batch: int, channels: int, height: int, width: int) -> Tensor:
    return torch.empty(batch, channels, height, width).normal_()


def video(batch: int, channels: int, frames: int, height: int, width: int) -> Tensor:
    return torch.stack([torch.rand(channels, frames, height, width) for _ in range(batch)])


def describe(t: Tensor) -> dict[str, object]:
    return {"ndim": len(t.shape), "shape": t.shape, "dtype": str(t.dtype).split(".")[-1], "numel": math.prod(t.shape)}


def to_batch(images: list[Tensor]) -> Tensor:
    batch = torch.empty(len(images), *images[0].shape, dtype=images[0].dtype)
    for index, image in enumerate(images):
        batch[index] = image
    return batch
