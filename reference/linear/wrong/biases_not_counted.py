"""You count the weights only. A layer with a bias has one more number for each of its outputs."""

# diagnosis: bias_count

from itertools import pairwise


def parameter_count(sizes: list[int], bias: bool = True) -> int:
    return sum(entering * leaving for entering, leaving in pairwise(sizes))
