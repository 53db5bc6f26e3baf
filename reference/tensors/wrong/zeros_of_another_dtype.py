"""`torch.zeros` made you float32, whatever x is. `torch.zeros_like(x)` has the dtype of x."""

# diagnosis: default_dtype

import torch
from torch import Tensor


def keep_largest(x: Tensor, k: int) -> Tensor:
    kept = torch.zeros(x.shape)
    for row, places in enumerate(x.topk(k, dim=1).indices):
        kept[row, places] = x[row, places].float()
    return kept
