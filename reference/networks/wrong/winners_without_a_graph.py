"""You copy the winners into a tensor as numbers, which cuts the graph. Put the tensors together with `torch.stack`."""

# diagnosis: graph_cut

import torch
from torch import Tensor


def max_pool(x: Tensor, window: int, stride: int) -> Tensor:
    down, across = ((side - window) // stride + 1 for side in x.shape[2:])
    pooled = torch.zeros(*x.shape[:2], down, across, dtype=x.dtype)
    for i in range(down):
        for j in range(across):
            top, left = i * stride, j * stride
            pooled[:, :, i, j] = x[:, :, top : top + window, left : left + window].amax(dim=(-2, -1)).detach()
    return pooled
