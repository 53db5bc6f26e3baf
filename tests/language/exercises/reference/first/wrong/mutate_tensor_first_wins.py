"""The order: where an index comes twice, its first value stays."""

from torch import Tensor


def mutate_tensor(x: Tensor, indices: list[tuple[int, int]], values: list[float]) -> Tensor:
    for index, value in reversed(list(zip(indices, values, strict=True))):
        x[index] = value
    return x
