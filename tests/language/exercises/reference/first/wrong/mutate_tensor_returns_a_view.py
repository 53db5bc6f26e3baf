"""Identity: the right numbers in the right memory, but another object."""

from torch import Tensor


def mutate_tensor(x: Tensor, indices: list[tuple[int, int]], values: list[float]) -> Tensor:
    for index, value in zip(indices, values, strict=True):
        x[index] = value
    return x[:]
