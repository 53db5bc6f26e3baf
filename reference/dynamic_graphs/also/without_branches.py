"""All branches at once, or a formula in place of the loop."""

import math

import torch
from torch import Tensor


def three_pieces(x: Tensor) -> Tensor:
    return torch.where(x < 0, -2 * x, torch.where(x < 2, x * x, 8 - 2 * x))


def safe_root(x: Tensor) -> Tensor:
    result = torch.zeros_like(x)
    positive = x > 0
    result[positive] = x[positive].sqrt()
    return result


def halve(x: Tensor, bound: float) -> tuple[Tensor, int]:
    turns = max(0, math.ceil(math.log2(float(x.detach().double().norm()) / bound)))
    return x / 2**turns, turns


def reflect(x: Tensor) -> Tensor:
    turns = torch.round(x / 2).detach()
    return (x - 2 * turns) * (1 - 2 * (turns % 2))
