"""You return a float. There are no half parameters: start with 0 instead of 0.0."""

# diagnosis: float_not_int

from itertools import pairwise


def parameter_count(sizes: list[int], bias: bool = True) -> int:
    total = 0.0
    for entering, leaving in pairwise(sizes):
        total += entering * leaving + bias * leaving
    return total
