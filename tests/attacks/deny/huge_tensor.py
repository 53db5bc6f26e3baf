"""Wants all memory: one tensor, twice as large as allowed.

stopped_by: limits: the address space is bounded
ends: memory
control: canary
"""

import torch


def attacked(x):
    kept = torch.ones(128 << 20)
    open("@PLACE@/canary", "w").close()
    return kept


def honest(x):
    return 2 * x + 1
