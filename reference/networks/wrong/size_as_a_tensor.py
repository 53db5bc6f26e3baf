"""The number is right, but it is in a tensor. A Python int is asked for: compute without torch, or add `.item()`."""

# diagnosis: tensor_not_number

import torch
from torch import Tensor


def conv_output_size(size: int, kernel: int, stride: int, padding: int) -> Tensor:
    room = torch.tensor(size + 2 * padding - kernel)
    if room < 0:
        raise ValueError("the kernel does not fit")
    return room // stride + 1
