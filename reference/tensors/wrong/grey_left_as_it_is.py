"""You stack grey and colour pictures as they are, but their shapes differ. Give the grey ones three channels first."""

# diagnosis: stack_sizes

import torch
from torch import Tensor


def to_batch(images: list[Tensor]) -> Tensor:
    return torch.stack(images)
