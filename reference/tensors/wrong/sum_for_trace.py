"""You add up all elements of each product. A trace runs along the diagonal only, where both letters are the same."""

# diagnosis: none

import torch
from torch import Tensor


def products_and_traces(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    product = a @ b
    return product, product.sum(dim=(1, 2))
