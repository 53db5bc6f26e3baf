"""Wants the grader to wait for ever: a loop without end.

stopped_by: the supervisor: the clock runs outside
ends: timeout
control: gone
"""


def attacked(x):
    while True:
        pass


def honest(x):
    return 2 * x + 1
