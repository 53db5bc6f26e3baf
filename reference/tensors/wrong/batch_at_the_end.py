"""The batch became the last dimension. It comes first: `torch.stack(images)` without a dim."""

# diagnosis: axes_permuted

import torch
from torch import Tensor


def to_batch(images: list[Tensor]) -> Tensor:
    return torch.stack([image.expand(3, -1, -1) for image in images], dim=-1)
