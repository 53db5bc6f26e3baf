"""NumPy does the work, and torch takes over its memory."""

import numpy as np
import torch
from torch import Tensor


def scalar(value: float) -> Tensor:
    return torch.from_numpy(np.array(value, dtype=np.float32))


def vector(values: list[float]) -> Tensor:
    return torch.as_tensor(np.asarray(values, dtype=np.float32))


def matrix(rows: list[list[float]]) -> Tensor:
    return torch.from_numpy(np.array(rows)).float()


def rgb_image(height: int, width: int) -> Tensor:
    return torch.from_numpy(np.random.default_rng().random((3, height, width), dtype=np.float32))


def to_batch(images: list[Tensor]) -> Tensor:
    return torch.from_numpy(np.stack([image.numpy() for image in images]))
