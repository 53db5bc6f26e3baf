"""Wants to change what is seen: a line of its source that reads otherwise than it runs.

stopped_by: the report: marks of direction are spelt
ends: exception
control: shown traced
"""


def attacked(x):
    raise ValueError("no")  # ‮ stniop 001 fo 001 ⁦


def honest(x):
    return 2 * x + 1
