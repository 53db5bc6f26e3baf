"""Your thumbnails have the right shape, but the colours and pixels are mixed up: `reshape` only cuts the same row of
numbers into other pieces. Use `permute` to really move the channels to the front."""
# diagnosis: reshaped

import torch


def thumbnails(photos: torch.Tensor) -> torch.Tensor:
    small = photos[:, ::2, ::2, :].float() / 255.0
    batch, rows, columns, channels = small.shape
    return small.reshape(batch, channels, rows, columns)
