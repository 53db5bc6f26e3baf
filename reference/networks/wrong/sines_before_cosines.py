"""All sines stand on the left and all cosines on the right. Each sine has its cosine beside it: stack, then flatten."""

# diagnosis: reordered

import torch
from torch import Tensor


def positional_encoding(length: int, width: int) -> Tensor:
    angles = torch.arange(length).unsqueeze(1) * 10000.0 ** (-torch.arange(0, width, 2) / width)
    return torch.cat((angles.sin(), angles.cos()), dim=1)
