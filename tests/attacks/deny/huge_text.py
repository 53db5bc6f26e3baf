"""Wants the grader's memory: a text of forty megabytes as its result.

stopped_by: the wire: texts are bounded
ends: exception
control: gone shown
"""


def attacked(x):
    return "a" * (40 << 20)


def honest(x):
    return 2 * x + 1
