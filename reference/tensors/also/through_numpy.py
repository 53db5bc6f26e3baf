"""NumPy does the work, and torch takes over its memory."""

import numpy as np
import torch
from torch import Tensor


def scalar(value: float) -> Tensor:
    return torch.from_numpy(np.array(value, dtype=np.float32))


def vector(values: list[float]) -> Tensor:
    return torch.as_tensor(np.asarray(values, dtype=np.float32))


def matrix(rows: list[list[float]]) -> Tensor:
    table = np.zeros((len(rows), max(len(row) for row in rows)), dtype=np.float32)
    for filled, row in zip(table, rows, strict=True):
        filled[: len(row)] = row
    return torch.from_numpy(table)


def rgb_image(height: int, width: int) -> Tensor:
    return torch.from_numpy(np.random.default_rng().random((3, height, width), dtype=np.float32))


def to_batch(images: list[Tensor]) -> Tensor:
    return torch.from_numpy(np.stack([np.broadcast_to(image.numpy(), (3, *image.shape[1:])) for image in images]))


def motion(before: Tensor, after: Tensor) -> Tensor:
    return torch.from_numpy(np.subtract(after.numpy(), before.numpy(), dtype=np.int16))


def thumbnails(photos: Tensor) -> Tensor:
    small = photos.numpy()[:, ::2, ::2].astype(np.float32) / np.float32(255)
    return torch.from_numpy(small.transpose(0, 3, 1, 2))


def column_by_column(m: Tensor) -> Tensor:
    return torch.from_numpy(m.numpy().flatten(order="F"))


def patches(picture: Tensor, size: int) -> Tensor:
    rows = [
        np.split(strip, strip.shape[2] // size, axis=2)
        for strip in np.split(picture.numpy(), picture.shape[1] // size, axis=1)
    ]
    return torch.from_numpy(np.stack([tile for row in rows for tile in row]))
