"""Tensors: one right answer to each exercise."""

import torch
from torch import Tensor


def scalar(value: float) -> Tensor:
    return torch.tensor(value)


def vector(values: list[float]) -> Tensor:
    return torch.tensor(values, dtype=torch.float32)


def matrix(rows: list[list[float]]) -> Tensor:
    width = max(len(row) for row in rows)
    return torch.tensor([row + [0.0] * (width - len(row)) for row in rows])


def rgb_image(height: int, width: int) -> Tensor:
    return torch.rand(3, height, width)


def image_batch(batch: int, channels: int, height: int, width: int) -> Tensor:
    return 2 * torch.rand(batch, channels, height, width) - 1


def video(batch: int, channels: int, frames: int, height: int, width: int) -> Tensor:
    stills = torch.rand(batch, channels, 1, height, width)
    return stills.expand(batch, channels, frames, height, width)


def describe(t: Tensor) -> dict[str, object]:
    return {
        "ndim": t.ndim,
        "shape": tuple(t.shape),
        "dtype": str(t.dtype).removeprefix("torch."),
        "numel": t.numel(),
    }


def to_batch(images: list[Tensor]) -> Tensor:
    return torch.stack([image.expand(3, -1, -1) for image in images])


def fade(height: int, width: int) -> Tensor:
    return torch.linspace(0, 1, width).expand(height, width)


def split_time(seconds: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    return seconds // 60, seconds % 60, seconds / 60


def motion(before: Tensor, after: Tensor) -> Tensor:
    return after.to(torch.int16) - before.to(torch.int16)


def thumbnails(photos: Tensor) -> Tensor:
    return photos[:, ::2, ::2].permute(0, 3, 1, 2) / 255


def select_rows(table: Tensor, limit: float) -> Tensor:
    return table[table[:, -1] > limit]


def score_of_label(scores: Tensor, labels: Tensor) -> Tensor:
    return scores[torch.arange(len(labels)), labels]


def view_and_copy(t: Tensor) -> tuple[Tensor, Tensor]:
    copy = t.clone()
    copy[:, -1] = 0
    return t[:, -1], copy


def column_by_column(m: Tensor) -> Tensor:
    return m.T.reshape(-1)


def distances(a: Tensor, b: Tensor) -> Tensor:
    return (a[:, None] - b).square().sum(dim=-1).sqrt()


def standardise(images: Tensor) -> Tensor:
    mean = images.mean(dim=(0, 2, 3), keepdim=True)
    std = images.std(dim=(0, 2, 3), correction=0, keepdim=True)
    return (images - mean) / std


def votes(scores: Tensor) -> tuple[Tensor, Tensor]:
    ballots = torch.eye(scores.shape[1])[scores.argmax(dim=1)]
    return ballots, ballots.sum(dim=0).long()


def masked_mean(x: Tensor, mask: Tensor) -> Tensor:
    return (x * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1)


def running_mean(x: Tensor) -> Tensor:
    return x.cumsum(dim=0) / torch.arange(1, len(x) + 1)


def products_and_traces(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    return torch.einsum("bik,bkj->bij", a, b), torch.einsum("bik,bki->b", a, b)


def bilinear(x: Tensor, w: Tensor, y: Tensor, bias: Tensor) -> Tensor:
    return torch.einsum("si,oij,sj->so", x, w, y) + bias


def keep_largest(x: Tensor, k: int) -> Tensor:
    top = x.topk(k, dim=1)
    return torch.zeros_like(x).scatter(1, top.indices, top.values)


def patches(picture: Tensor, size: int) -> Tensor:
    channels, height, width = picture.shape
    tiles = picture.reshape(channels, height // size, size, width // size, size)
    return tiles.permute(1, 3, 0, 2, 4).reshape(-1, channels, size, size)
