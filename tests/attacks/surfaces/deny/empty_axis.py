"""Wants the grader dead: a result without a number, whose sums along its empty axis would be eight terabytes.

stopped_by: the judge: there are never more sums than numbers
ends: wrong
control: not run: naive graders sum nothing
attacks: sums
"""

import torch


def sums(x):
    return torch.empty(2**40, 0)


def honest(x):
    return 2 * x + 1
