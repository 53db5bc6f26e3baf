"""You compute with `x.item()`, a plain number without a graph. Ask `if x < 0`, and compute with x."""
# diagnosis: graph_cut

import torch
from torch import Tensor


def three_pieces(x: Tensor) -> Tensor:
    number = x.item()
    if number < 0:
        return torch.tensor(-2 * number)
    if number < 2:
        return torch.tensor(number**2)
    return torch.tensor(8 - 2 * number)
