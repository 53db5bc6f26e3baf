"""Dimensions are added one after another, and random numbers keep their generator's dtype in view."""

import torch
from torch import Tensor


def scalar(value: float) -> Tensor:
    return torch.tensor([value])[0]


def vector(values: list[float]) -> Tensor:
    return torch.stack([torch.tensor(float(value)) for value in values])


def matrix(rows: list[list[float]]) -> Tensor:
    return torch.nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True)


def rgb_image(height: int, width: int) -> Tensor:
    return torch.rand(height, width, 3, dtype=torch.float32).permute(2, 0, 1)


def image_batch(batch: int, channels: int, height: int, width: int) -> Tensor:
    pictures = torch.rand((batch, channels, height, width))
    pictures -= 0.5
    return pictures * 2


def video(batch: int, channels: int, frames: int, height: int, width: int) -> Tensor:
    still = torch.rand(batch, channels, height, width)
    return torch.stack([still] * frames, dim=2)


def describe(t: Tensor) -> dict[str, object]:
    return {"numel": t.nelement(), "dtype": repr(t.dtype)[6:], "shape": tuple(t.size()), "ndim": t.dim()}


def to_batch(images: list[Tensor]) -> Tensor:
    colours = [image if len(image) == 3 else image.repeat(3, 1, 1) for image in images]
    return torch.cat([image.unsqueeze(0) for image in colours], dim=0)


def fade(height: int, width: int) -> Tensor:
    row = torch.arange(width) / max(width - 1, 1)
    return row.repeat(height, 1)


def split_time(seconds: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    minutes = torch.div(seconds, 60, rounding_mode="floor")
    return minutes, seconds - 60 * minutes, torch.true_divide(seconds, 60)


def motion(before: Tensor, after: Tensor) -> Tensor:
    return (after.int() - before.int()).short()


def thumbnails(photos: Tensor) -> Tensor:
    floats = photos.to(torch.float32) / 255.0
    first = floats.movedim(-1, 1)
    return first[..., ::2, ::2].contiguous()


def select_rows(table: Tensor, limit: float) -> Tensor:
    places = torch.nonzero(table[:, -1] > limit).squeeze(1)
    return table.index_select(0, places)


def score_of_label(scores: Tensor, labels: Tensor) -> Tensor:
    column = labels.unsqueeze(1)
    return scores.gather(1, column).squeeze(1)


def view_and_copy(t: Tensor) -> tuple[Tensor, Tensor]:
    copy = torch.clone(t)
    copy[:, -1].zero_()
    return t.T[-1], copy


def column_by_column(m: Tensor) -> Tensor:
    turned = m.transpose(0, 1).contiguous()
    return turned.view(-1)


def distances(a: Tensor, b: Tensor) -> Tensor:
    apart = a.unsqueeze(1) - b.unsqueeze(0)
    return torch.einsum("nmd,nmd->nm", apart, apart).sqrt()


def standardise(images: Tensor) -> Tensor:
    return torch.nn.functional.batch_norm(images, None, None, training=True, eps=1e-12)


def votes(scores: Tensor) -> tuple[Tensor, Tensor]:
    winners = scores.max(dim=1).indices
    ballots = torch.nn.functional.one_hot(winners, scores.shape[1])
    return ballots.float(), torch.bincount(winners, minlength=scores.shape[1])


def masked_mean(x: Tensor, mask: Tensor) -> Tensor:
    return x.masked_fill(~mask, torch.nan).nanmean(dim=1).nan_to_num(0.0)


def running_mean(x: Tensor) -> Tensor:
    counts = torch.ones_like(x).cumsum(dim=0)
    return torch.cumsum(x, dim=0) / counts


def products_and_traces(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    product = torch.bmm(a, b)
    return product, product.diagonal(dim1=1, dim2=2).sum(dim=1)


def bilinear(x: Tensor, w: Tensor, y: Tensor, bias: Tensor) -> Tensor:
    rows = torch.einsum("oij,sj->soi", w, y)
    return (rows * x[:, None]).sum(dim=-1) + bias


def keep_largest(x: Tensor, k: int) -> Tensor:
    rank = x.argsort(dim=1, descending=True).argsort(dim=1)
    return x * (rank < k)


def patches(picture: Tensor, size: int) -> Tensor:
    tiles = picture.unfold(1, size, size).unfold(2, size, size)
    return tiles.permute(1, 2, 0, 3, 4).flatten(0, 1)
