"""Your products are transposed. The letters after the arrow are row and column, in this order."""

# diagnosis: axes_permuted

import torch
from torch import Tensor


def products_and_traces(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    return torch.einsum("bik,bkj->bji", a, b), torch.einsum("bik,bki->b", a, b)
