"""A tensor made from a list is float32, whatever x was. Keep the dtype of x: `x.detach()`."""
# diagnosis: default_dtype

import torch
from torch import Tensor


def frozen(x: Tensor) -> Tensor:
    return torch.tensor(x.tolist())
