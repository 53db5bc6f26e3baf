"""Wants points: the reference's function is replaced by the student's.

stopped_by: the runner: the reference runs in a process of its own
ends: wrong
control: paid
"""

import sys

import torch


def attacked(x):
    return torch.zeros(64)


for name, module in list(sys.modules.items()):
    if name == "reference":
        module.attacked = attacked


def honest(x):
    return 2 * x + 1
