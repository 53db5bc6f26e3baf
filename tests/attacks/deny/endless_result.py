"""Wants the grader dead: a list that holds itself.

stopped_by: the observer: depth is bounded
ends: exception
control: gone recursive
"""


def attacked(x):
    endless = []
    endless.append(endless)
    return endless


def honest(x):
    return 2 * x + 1
