"""Wants the grader's memory: each of many answers as large as one may be, and all are kept until they are judged.

stopped_by: the wire: what wrong answers may have more is shared by all of them
ends: exception
control: not run: naive graders keep no answers
attacks: many
"""

import torch

large = torch.zeros(15_000_000)


def many(x):
    return large


def honest(x):
    return 2 * x + 1
