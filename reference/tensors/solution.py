"""Tensors: one right answer to each exercise."""

import torch
from torch import Tensor


def scalar(value: float) -> Tensor:
    return torch.tensor(value)


def vector(values: list[float]) -> Tensor:
    return torch.tensor(values)


def matrix(rows: list[list[float]]) -> Tensor:
    return torch.tensor(rows)


def rgb_image(height: int, width: int) -> Tensor:
    return torch.rand(3, height, width)


def image_batch(batch: int, channels: int, height: int, width: int) -> Tensor:
    return torch.rand(batch, channels, height, width)


def video(batch: int, channels: int, frames: int, height: int, width: int) -> Tensor:
    return torch.rand(batch, channels, frames, height, width)


def describe(t: Tensor) -> dict[str, object]:
    return {
        "ndim": t.ndim,
        "shape": tuple(t.shape),
        "dtype": str(t.dtype).removeprefix("torch."),
        "numel": t.numel(),
    }


def to_batch(images: list[Tensor]) -> Tensor:
    return torch.stack(images)
