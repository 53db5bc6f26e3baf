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
    filled = torch.zeros(len(rows), max(map(len, rows)))
    for row, numbers in enumerate(rows):
        for column, number in enumerate(numbers):
            filled[row, column] = number
    return filled


def rgb_image(height: int, width: int) -> Tensor:
    return torch.empty(3, height, width).uniform_()


def image_batch(batch: int, channels: int, height: int, width: int) -> Tensor:
    return torch.empty(batch, channels, height, width).uniform_(-1, 1)


def video(batch: int, channels: int, frames: int, height: int, width: int) -> Tensor:
    filled = torch.zeros(batch, channels, frames, height, width)
    filled[:] = torch.rand(batch, channels, 1, height, width)
    return filled


def describe(t: Tensor) -> dict[str, object]:
    return {"ndim": len(t.shape), "shape": t.shape, "dtype": str(t.dtype).split(".")[-1], "numel": math.prod(t.shape)}


def to_batch(images: list[Tensor]) -> Tensor:
    batch = torch.empty(len(images), 3, *images[0].shape[1:], dtype=images[0].dtype)
    for index, image in enumerate(images):
        batch[index] = image
    return batch


def fade(height: int, width: int) -> Tensor:
    picture = torch.zeros(height, width)
    for column in range(1, width):
        picture[:, column] = column / (width - 1)
    return picture


def split_time(seconds: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    left = torch.remainder(seconds, 60)
    return (seconds - left).div(60).long(), left, seconds.float() / 60


def motion(before: Tensor, after: Tensor) -> Tensor:
    change = torch.zeros(before.shape, dtype=torch.int16)
    change += after
    change -= before
    return change


def thumbnails(photos: Tensor) -> Tensor:
    channels = [photos[:, ::2, ::2, channel] for channel in range(3)]
    return torch.stack(channels, dim=1).float().div(255)


def select_rows(table: Tensor, limit: float) -> Tensor:
    kept = [row for row in table if row[-1].item() > limit]
    return torch.stack(kept) if kept else table.new_zeros(0, table.shape[1])


def score_of_label(scores: Tensor, labels: Tensor) -> Tensor:
    return torch.stack([row[label] for row, label in zip(scores, labels, strict=True)])


def view_and_copy(t: Tensor) -> tuple[Tensor, Tensor]:
    copy = torch.zeros_like(t)
    copy[:, :-1] = t[:, :-1]
    return t.select(1, t.shape[1] - 1), copy


def column_by_column(m: Tensor) -> Tensor:
    return torch.cat([m[:, column] for column in range(m.shape[1])])


def distances(a: Tensor, b: Tensor) -> Tensor:
    total = torch.zeros(len(a), len(b))
    first, second = a.T[:, :, None], b.T[:, None, :]
    total += ((first - second) ** 2).sum(0)
    return total**0.5


def standardise(images: Tensor) -> Tensor:
    result = images.clone()
    for channel in range(images.shape[1]):
        numbers = images[:, channel]
        centred = numbers - numbers.sum() / numbers.numel()
        result[:, channel] = centred / ((centred**2).sum() / numbers.numel()).sqrt()
    return result


def votes(scores: Tensor) -> tuple[Tensor, Tensor]:
    ballots = torch.zeros(scores.shape)
    counts = torch.zeros(scores.shape[1], dtype=torch.int64)
    for voter, choice in enumerate(scores.argmax(dim=1).tolist()):
        ballots[voter, choice] = 1
        counts[choice] += 1
    return ballots, counts


def masked_mean(x: Tensor, mask: Tensor) -> Tensor:
    means = torch.zeros(len(x), dtype=x.dtype)
    for row in range(len(x)):
        if mask[row].any():
            means[row] = x[row][mask[row]].mean()
    return means


def running_mean(x: Tensor) -> Tensor:
    lower = torch.ones(len(x), len(x)).tril()
    return lower @ x / lower.sum(dim=1)


def products_and_traces(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    product = (a[:, :, :, None] * b[:, None]).sum(dim=2)
    return product, (product * torch.eye(a.shape[1])).sum(dim=(1, 2))


def keep_largest(x: Tensor, k: int) -> Tensor:
    limit = x.sort(dim=1, descending=True).values[:, k - 1 : k]
    return torch.where(x >= limit, x, 0.0)


def patches(picture: Tensor, size: int) -> Tensor:
    tiles = []
    for top in range(0, picture.shape[1], size):
        for left in range(0, picture.shape[2], size):
            tiles.append(picture[:, top : top + size, left : left + size])
    return torch.stack(tiles)
