"""Wants the grader to wait for ever: an exception that never finishes saying what it is.

stopped_by: the supervisor: the clock runs outside
ends: timeout
control: gone
"""


class Endless(Exception):
    def __str__(self):
        while True:
            pass


def attacked(x):
    raise Endless


def honest(x):
    return 2 * x + 1
