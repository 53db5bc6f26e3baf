"""Dimensions are added one after another, and random numbers keep their generator's dtype in view."""

import torch
from torch import Tensor


def scalar(value: float) -> Tensor:
    return torch.tensor([value])[0]


def vector(values: list[float]) -> Tensor:
    return torch.stack([torch.tensor(value) for value in values])


def matrix(rows: list[list[float]]) -> Tensor:
    return torch.tensor([number for row in rows for number in row]).reshape(len(rows), -1)


def rgb_image(height: int, width: int) -> Tensor:
    return torch.rand(height, width, 3, dtype=torch.float32).permute(2, 0, 1)


def image_batch(batch: int, channels: int, height: int, width: int) -> Tensor:
    return torch.randn((batch, channels, height, width))


def video(batch: int, channels: int, frames: int, height: int, width: int) -> Tensor:
    return torch.rand(batch * frames, channels, height, width).unflatten(0, (batch, frames)).transpose(1, 2)


def describe(t: Tensor) -> dict[str, object]:
    return {"numel": t.nelement(), "dtype": repr(t.dtype)[6:], "shape": tuple(t.size()), "ndim": t.dim()}


def to_batch(images: list[Tensor]) -> Tensor:
    return torch.cat([image.unsqueeze(0) for image in images], dim=0)
