"""`torch.zeros` is float32, whatever you write into it. `torch.stack` keeps the dtype of the images."""

# diagnosis: default_dtype

import torch
from torch import Tensor


def to_batch(images: list[Tensor]) -> Tensor:
    batch = torch.zeros(len(images), *images[0].shape)
    for index, image in enumerate(images):
        batch[index] = image
    return batch
