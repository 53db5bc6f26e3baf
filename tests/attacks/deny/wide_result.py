"""Wants the grader's memory: ten million empty lists, each small.

stopped_by: the wire: the number of parts is bounded
ends: exception, memory
control: gone shown
"""


def attacked(x):
    empty = []
    return [empty] * 4_000_000


def honest(x):
    return 2 * x + 1
