"""You add up the traces of the whole batch. Keep its letter after the arrow: `->b`."""

# diagnosis: over_reduced

import torch
from torch import Tensor


def products_and_traces(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    return a @ b, torch.einsum("bik,bki->", a, b)
